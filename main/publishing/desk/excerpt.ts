/** A place of a text by UTF-16 units, reaching out to whole characters on both sides: an emoji, and a letter with its marks, stay in one. */
export function excerpt(text: string, from: number, to: number): string {
  const whole = CHARACTERS.segment(text)
  const end = whole.containing(to)
  return text.slice(whole.containing(Math.max(0, from))?.index ?? 0, end === undefined || end.index === to ? to : end.index + end.segment.length)
}

const CHARACTERS = new Intl.Segmenter('zh', { granularity: 'grapheme' })
