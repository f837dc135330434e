// Scroll position in the messages: at the end, where new messages scroll the list, or elsewhere, where nothing moves it.

const NEAR = 80;

export function position(scroll, list) {
  const self = { atEnd: true, toEnd, placeAt, keeping, lastSeen, before, after };

  /** Returns the pixels left to scroll up; `after` those left to scroll down. */
  function before() {
    return scroll.scrollTop;
  }

  function after() {
    return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;
  }

  self.update = () => {
    self.atEnd = after() < NEAR;
  };

  function toEnd() {
    scroll.scrollTop = scroll.scrollHeight;
    self.atEnd = true;
  }

  /** Puts an element at a part of the height. */
  function placeAt(element, part) {
    scroll.scrollTop += element.getBoundingClientRect().top - scroll.getBoundingClientRect().top - part * scroll.clientHeight;
    self.update();
  }

  /** Changes the list without moving what is on the screen; if scrolled to the end, stays at the end. */
  function keeping(change) {
    const anchor = self.atEnd ? null : firstInView();
    const top = anchor?.getBoundingClientRect().top;
    change();
    if (self.atEnd) toEnd();
    else if (anchor?.isConnected) moveBy(anchor.getBoundingClientRect().top - top);
  }

  /** A message where there is one: the heading of a day stays above what is added to the day. */
  function firstInView() {
    const there = [...list.children].slice(first(({ bottom }, view) => bottom > view.top));
    return there.find(({ dataset }) => dataset.sequence) ?? there[0];
  }

  /** Ends a scrolling that is under way: it would go on to where it meant to, past all that came meanwhile. */
  function moveBy(distance) {
    if (!distance) return;
    scroll.style.overflowY = 'hidden';
    scroll.scrollTop += distance;
    scroll.style.overflowY = '';
  }

  /**
   * Returns the sequence of the last message whose end is, or was, on the screen; one that is too long for it counts once it
   * fills the screen.
   */
  function lastSeen() {
    const { children } = list;
    let index = first(({ top, bottom }, view) => bottom > view.bottom + 2 && top > view.top) - 1;
    while (index >= 0 && !children[index].dataset.sequence) index -= 1;
    return index < 0 ? 0 : Number(children[index].dataset.sequence);
  }

  /** The index of the first child that is so; all after it are so, too. */
  function first(is) {
    const { children } = list;
    const view = scroll.getBoundingClientRect();
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (is(children[middle].getBoundingClientRect(), view)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  return self;
}
