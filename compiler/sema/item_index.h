// Finds the items of a block by their heads. Private to sema/.
#pragma once

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "sema/items.h"

namespace svc::sema {

// Few items are compared one by one, which is faster; many have an index. Between two calls items
// may be added behind the others.
class ItemIndex {
 public:
  // The place of the first of `items` that is `same`, or their number. `key`: the text that the
  // same items have in common.
  template <typename Same, typename Key>
  std::size_t find(const std::vector<Item>& items, const Item& wanted, Same same, Key key) {
    constexpr std::size_t kFew = 24;
    if (items.size() <= kFew) {
      const auto found = std::find_if(items.begin(), items.end(),
                                      [&](const Item& other) { return same(other, wanted); });
      return static_cast<std::size_t>(found - items.begin());
    }
    for (; indexed_ < items.size(); ++indexed_) places_.try_emplace(key(items[indexed_]), indexed_);
    const auto found = places_.find(key(wanted));
    return found == places_.end() ? items.size() : found->second;
  }

  // The same by the name alone.
  std::size_t find_name(const std::vector<Item>& items, const Item& wanted) {
    return find(
        items, wanted, [](const Item& a, const Item& b) { return a.name.text == b.name.text; },
        [](const Item& item) { return std::string(item.name.text); });
  }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::size_t indexed_ = 0;  // of the items
};

}  // namespace svc::sema
