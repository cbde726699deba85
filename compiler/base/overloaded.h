// The visitor for std::variant: one lambda for each alternative, and no catch-all, so that a new
// alternative fails to compile where it is not handled.
#pragma once

namespace svc {

template <typename... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <typename... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

}  // namespace svc
