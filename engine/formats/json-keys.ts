const QUOTE = 0x22
const BACKSLASH = 0x5c

/** The first key that stands twice in one object of a valid JSON text: JSON.parse would keep the last of them and say nothing. */
export function repeatedKey(json: string): string | undefined {
  /** The keys of each object that is open, null for a list. */
  const open: (Set<unknown> | null)[] = []
  for (let at = 0; at < json.length; at++) {
    const letter = json[at]
    if (letter === '{') open.push(new Set())
    else if (letter === '[') open.push(null)
    else if (letter === '}' || letter === ']') open.pop()
    else if (letter === '"') {
      const end = endOfString(json, at)
      const keys = open.at(-1)
      if (keys && isKey(json, end)) {
        const key: unknown = JSON.parse(json.slice(at, end))
        if (keys.has(key)) return String(key)
        keys.add(key)
      }
      at = end - 1
    }
  }
  return undefined
}

function endOfString(json: string, start: number): number {
  let at = start + 1
  while (json.charCodeAt(at) !== QUOTE) at += json.charCodeAt(at) === BACKSLASH ? 2 : 1
  return at + 1
}

function isKey(json: string, end: number): boolean {
  let at = end
  while (/\s/.test(json.charAt(at))) at++
  return json[at] === ':'
}
