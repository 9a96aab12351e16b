/** HTML whose elements lie within one another without end, before it is parsed. */

/** Deeper than this a browser nests nothing anyway, but takes the longer for every element that is left open: minutes, for some. */
const deepest = 400
/** Elements that hold nothing, and those that the next of their kind ends: none of them nests by being left open. */
const flat =
  /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|td|th|tr|tbody|thead|tfoot|dt|dd|option|optgroup|colgroup|rt|rp|body|html|head)$/
/** Shapes of drawings, which end in their own tag. */
const shapes = /^(?:path|rect|circle|ellipse|line|polygon|polyline|use|stop|image|g|text|animate)$/
const tags = /<(\/?)([a-z][^\s/>]*)[^>]*>/gi

/** HTML without the tags of elements that lie too deep; their text stays. Answers the very same where there are none. Stops now and then. */
export function* withoutDepths(html: string): Generator<void, string, void> {
  let [depth, from, kept, seen, paused] = [0, 0, '', 0, 0]
  for (const tag of html.matchAll(tags)) {
    const [whole, close, name = ''] = tag
    if (tag.index - paused > 1 << 20) {
      paused = tag.index
      yield
    }
    const called = name.toLowerCase()
    if (flat.test(called) || (whole.endsWith('/>') && shapes.test(called))) continue
    depth = close === '' ? depth + 1 : Math.max(0, depth - 1)
    if (depth + (close === '' ? 0 : 1) <= deepest) continue
    kept += html.slice(from, tag.index)
    from = tag.index + whole.length
    seen += 1
  }
  return seen === 0 ? html : kept + html.slice(from)
}
