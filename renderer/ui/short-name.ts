/** Names in sentences that are read at a glance. Pure. */

/** Characters that are known again in passing. */
const longest = 20

export function shortName(name: string): string {
  const characters = [...name]
  return characters.length <= longest
    ? name
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}
