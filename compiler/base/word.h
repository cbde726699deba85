// A short text that is nearly always a literal.
#pragma once

#include <algorithm>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace svc {

// Refers to a literal, or owns a copy of any other text. Graphs and documents hold hundreds of
// thousands of names: a word has half the size of a std::string, and a literal is never copied.
class Word {
 public:
  constexpr Word() = default;
  template <std::size_t size>
  constexpr Word(const char (&literal)[size])  // NOLINT(google-explicit-constructor)
      : data_(literal), size_(static_cast<std::uint32_t>(size - 1)) {}
  template <std::size_t size>
  Word(char (&buffer)[size]) = delete;
  Word(std::string_view text) {  // NOLINT(google-explicit-constructor): it copies the text
    if (text.empty()) return;
    data_ = copy_of(text);
    size_ = static_cast<std::uint32_t>(text.size());
    owned_ = true;
  }
  Word(const std::string& text)  // NOLINT(google-explicit-constructor): it copies the text
      : Word(std::string_view(text)) {}
  template <typename T>
  requires std::same_as < std::remove_cvref_t<T>,
  const char* > Word(T&& text)
      : Word(std::string_view(text)) {}  // NOLINT(google-explicit-constructor)
  Word(const Word& other) : data_(other.data_), size_(other.size_), owned_(other.owned_) {
    if (owned_) data_ = copy_of(other.view());
  }
  Word(Word&& other) noexcept
      : data_(std::exchange(other.data_, "")),
        size_(std::exchange(other.size_, 0)),
        owned_(std::exchange(other.owned_, false)) {}
  Word& operator=(Word other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(owned_, other.owned_);
    return *this;
  }
  ~Word() {
    if (owned_) delete[] data_;
  }

  // A text of a constant table, which is never copied.
  [[nodiscard]] static Word constant(std::string_view text) {
    Word word;
    word.data_ = text.data() == nullptr ? "" : text.data();
    word.size_ = static_cast<std::uint32_t>(text.size());
    return word;
  }

  [[nodiscard]] constexpr std::string_view view() const { return {data_, size_}; }
  constexpr operator std::string_view() const {  // NOLINT(google-explicit-constructor)
    return view();
  }
  [[nodiscard]] std::string str() const { return std::string(view()); }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr char front() const { return data_[0]; }
  [[nodiscard]] constexpr bool starts_with(std::string_view text) const {
    return view().starts_with(text);
  }
  [[nodiscard]] constexpr bool ends_with(std::string_view text) const {
    return view().ends_with(text);
  }

  template <typename T>
  requires std::convertible_to<const T&, std::string_view>
  friend constexpr bool operator==(const Word& a, const T& b) {
    return a.view() == std::string_view(b);
  }
  template <typename T>
  requires std::convertible_to<const T&, std::string_view>
  friend constexpr std::strong_ordering operator<=>(const Word& a, const T& b) {
    return a.view().compare(std::string_view(b)) <=> 0;
  }
  friend std::string operator+(std::string a, const Word& b) { return a.append(b.view()); }
  friend std::string operator+(const Word& a, std::string_view b) { return a.str().append(b); }

 private:
  static const char* copy_of(std::string_view text) {
    char* copy = new char[text.size()];
    std::copy(text.begin(), text.end(), copy);
    return copy;
  }

  const char* data_ = "";
  std::uint32_t size_ = 0;
  bool owned_ = false;
};

}  // namespace svc
