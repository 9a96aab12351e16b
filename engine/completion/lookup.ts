/**
 * A draft of what comes next, looked up in the text itself: where its last tokens stand together further up, what
 * followed them there. A model that reads several tokens in hardly more time than one verifies such a draft at once.
 */

/** Fewer tokens are alike by chance. */
const leastAlike = 2
const mostAlike = 4

/** What followed the latest earlier place that ends as `tokens` do, at most so many tokens; the longest likeness counts. */
export function lookUp(tokens: readonly number[], most: number): readonly number[] {
  let best: { end: number; alike: number } | null = null
  for (let end = tokens.length - 1; end >= leastAlike && best?.alike !== mostAlike; end--) {
    const alike = alikeBefore(tokens, end)
    if (alike >= leastAlike && alike > (best?.alike ?? 0)) best = { end, alike }
  }
  return best && most > 0 ? tokens.slice(best.end, best.end + most) : []
}

/** How many tokens before `end` are the last ones of all, up to `mostAlike`. */
function alikeBefore(tokens: readonly number[], end: number): number {
  let alike = 0
  while (alike < mostAlike && alike < end && tokens[end - 1 - alike] === tokens[tokens.length - 1 - alike]) alike++
  return alike
}
