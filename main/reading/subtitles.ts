/**
 * Transcripts: the cues of SubRip, WebVTT and LRC as text again. Cues are cut where a line was full or a breath was taken, so they
 * are joined into sentences; a paragraph ends where someone else speaks, or where a sentence ends before a pause.
 * https://www.w3.org/TR/webvtt1/
 */

interface Cue {
  /** In seconds. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly speaker: string | null
}

export interface Transcript {
  readonly title: string | null
  readonly paragraphs: readonly string[]
}

const clock = String.raw`(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}`
const timing = new RegExp(String.raw`^\s*(${clock})\s*-->\s*(${clock})`)
const lyric = /^\s*((?:\[\d{1,3}:\d{2}(?:[.:]\d{1,3})?\]\s*)+)(.*)$/

/** Whether a text is a transcript with times: it says so, or its lines do. */
export function isSubtitles(name: string, text: string): boolean {
  if (/^WEBVTT(?:[ \t\r\n]|$)/.test(text)) return true
  const lines = text.slice(0, 20_000).split(/\r\n?|\n/)
  const times = lines.filter((line) => timing.test(line)).length
  if (times > 0 && (/\.(?:srt|vtt)$/i.test(name) || /^\s*\d+[ \t]*(?:\r\n?|\n)\s*\d{1,2}:\d{2}:/.test(text))) return true
  const written = lines.filter((line) => line.trim() !== '' && !/^\s*\[[a-z]+:[^\]]*\]\s*$/i.test(line))
  return written.length > 0 && written.filter((line) => lyric.test(line)).length * 2 > written.length
}

/** Reads a transcript of any of the three. */
export function transcriptOf(text: string): Transcript {
  const lines = text.split(/\r\n?|\n/)
  const cues = lines.some((line) => timing.test(line)) ? timedCues(lines) : lyricCues(lines)
  const title = /^[ \t]*\[ti:([^\]\n]*)\]/im.exec(text)?.[1]?.trim() ?? /^WEBVTT[ \t]+(?:-[ \t]*)?(\S.*)$/m.exec(text.slice(0, 500))?.[1]?.trim()
  return { title: title || null, paragraphs: paragraphsOf(withoutRepeats(cues)) }
}

/** SubRip and WebVTT: a line of times, then lines of text up to an empty one. Notes, styles and numbers are passed over. */
function timedCues(lines: readonly string[]): Cue[] {
  const cues: Cue[] = []
  for (let at = 0; at < lines.length; at += 1) {
    const [, from, to] = timing.exec(lines[at] ?? '') ?? []
    if (from === undefined || to === undefined) continue
    const said: string[] = []
    for (at += 1; at < lines.length && lines[at]?.trim() !== '' && !timing.test(lines[at] ?? ''); at += 1) said.push(lines[at] ?? '')
    // A file without empty lines: the number of the next cue was taken for text.
    if (timing.test(lines[at] ?? '')) {
      at -= 1
      if (/^\s*\d+\s*$/.test(said.at(-1) ?? '')) said.pop()
    }
    const speaker = /<v(?:\.[^ >]*)?\s+([^>]+)>/.exec(said.join(' '))?.[1]?.trim() ?? null
    for (const line of said) cues.push({ start: seconds(from), end: seconds(to), text: plain(line), speaker })
  }
  return cues
}

/** LRC: times before a text, several where it comes again; a refrain is read once, where it comes first. */
function lyricCues(lines: readonly string[]): Cue[] {
  const found = lines.flatMap((line) => {
    const [, times = '', text = ''] = lyric.exec(line) ?? []
    const [first] = Array.from(
      times.matchAll(/\[(\d+):(\d+)(?:[.:](\d+))?\]/g),
      ([, minutes, secs, part]) => Number(minutes) * 60 + Number(secs) + Number(`0.${part ?? 0}`),
    )
    return first === undefined ? [] : [{ start: first, text: plain(text) }]
  })
  const sorted = found.toSorted((a, b) => a.start - b.start)
  return sorted.map(({ start, text }, at) => ({ start, end: Math.min(sorted[at + 1]?.start ?? start, start + 8), text, speaker: null }))
}

function seconds(time: string): number {
  return time
    .replace(',', '.')
    .split(':')
    .reduce((sum, part) => sum * 60 + Number(part), 0)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '', quot: '"', '#39': "'" }

/** Text without the tags of either format, nor ASS's: `<i>`, `<00:01.20>`, `{\an8}`. */
function plain(line: string): string {
  return line
    .replace(/<\/?[a-z\d][^<>]*>/gi, '')
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/&(\w+|#39);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/[\s\u200b\ufeff]+/g, ' ')
    .replace(/^(?:-|>>)\s*(?=\S)/, '')
    .trim()
}

/** Captions that roll up say each line twice or thrice. */
function withoutRepeats(cues: readonly Cue[]): Cue[] {
  const kept: Cue[] = []
  for (const cue of cues) {
    const recent = kept.slice(-2)
    if (cue.text !== '' && !recent.some(({ text, end }) => text === cue.text && cue.start - end < 1)) kept.push(cue)
  }
  return kept
}

const sentenceEnd = /[。！？!?…；;](?:[”’」』）)"]*)$|[a-z\d)"][.](?:["”)]*)$/i
const longParagraph = 400
const pauseSeconds = 2
const longPauseSeconds = 5

function paragraphsOf(cues: readonly Cue[]): string[] {
  const marks = cues.filter(({ text }) => sentenceEnd.test(text)).length
  // Speech that was written down without punctuation: only its pauses say where it stops.
  const isPunctuated = marks * 12 > cues.length
  const paragraphs: string[] = []
  let [open, last]: [string, Cue | null] = ['', null]
  for (const cue of cues) {
    const pause = last ? cue.start - last.end : 0
    const isEnd = !isPunctuated || sentenceEnd.test(open)
    const isNew =
      cue.speaker !== (last?.speaker ?? cue.speaker) || pause >= longPauseSeconds || (isEnd && (pause >= pauseSeconds || open.length > longParagraph))
    if (isNew && open !== '') {
      paragraphs.push(open)
      open = ''
    }
    open = open === '' ? cue.text : joined(open, cue.text, isPunctuated)
    last = cue
  }
  return open === '' ? paragraphs : [...paragraphs, open]
}

const wide = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uffee“”‘’…—]/u

/** Between Chinese nothing, but for what has no punctuation: there a space keeps apart what was said apart. */
function joined(before: string, after: string, isPunctuated: boolean): string {
  const isWide = wide.test(before.at(-1) ?? '') && wide.test(after[0] ?? '')
  return `${before}${isWide && isPunctuated ? '' : ' '}${after}`
}
