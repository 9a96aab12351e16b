/**
 * GB18030 and Big5 where a byte was lost or changed. Neither tells by itself where a character begins, so that all that follows the
 * bad byte would be read shifted, up to the end of its line. Of all ways to cut the bytes into characters this takes the one that
 * makes the most usual text and leaves out the fewest bytes.
 */

/** 簡 and 繁: characters and marks that make up a third of any Chinese text. */
const commonest = '的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年過們個這國來時說會為對後發經學，。、：；？！“”「」'

/** How usual a pair of bytes is: it means nothing, is seldom seen, lies where the usual ones lie, or is in every text. */
const none = 0
const rare = 1
const usual = 2
const common = 3

export type TwoByte = 'gb18030' | 'big5'

interface Table {
  /** By the two bytes as one number. */
  readonly byPair: Uint8Array
  readonly byCharacter: ReadonlyMap<string, number>
}

const tables = new Map<TwoByte, Table>()

function tableOf(encoding: TwoByte): Table {
  const made = tables.get(encoding) ?? makeTable(encoding)
  tables.set(encoding, made)
  return made
}

/** What each encoding's first rows hold: marks, then the characters that are used most. */
const lastUsualRow: Readonly<Record<TwoByte, number>> = { gb18030: 0xd7, big5: 0xc6 }

function makeTable(encoding: TwoByte): Table {
  const pairs: number[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) for (let trail = 0x40; trail <= 0xfe; trail += 1) pairs.push((lead << 8) | trail)
  const bytes = new Uint8Array(pairs.flatMap((pair) => [pair >> 8, pair & 0xff, 0x0a]))
  const characters = new TextDecoder(encoding).decode(bytes).split('\n')
  const [byPair, byCharacter] = [new Uint8Array(0x1_0000), new Map<string, number>()]
  for (const [at, pair] of pairs.entries()) {
    const character = characters[at] ?? '\ufffd'
    if (character.includes('\ufffd')) continue
    const grade = commonest.includes(character) ? common : isUsual(encoding, pair) ? usual : rare
    byPair[pair] = grade
    byCharacter.set(character, grade)
  }
  return { byPair, byCharacter }
}

function isUsual(encoding: TwoByte, pair: number): boolean {
  const [row, trail] = [pair >> 8, pair & 0xff]
  return row >= 0xa1 && row <= lastUsualRow[encoding] && (encoding === 'big5' || trail >= 0xa1)
}

/** Of a text's characters beyond ASCII: how many there are, how many in every text, how many usual, how many lost. */
export interface Census {
  readonly all: number
  readonly common: number
  readonly usual: number
  readonly lost: number
}

/** Counts at most the first 100,000 characters. A text in another encoding than these two is of the one that suits it. */
export function censusOf(text: string, encoding: TwoByte): Census {
  const { byCharacter } = tableOf(encoding)
  const counts = [0, 0, 0, 0]
  let lost = 0
  let all = 0
  for (const character of text.slice(0, 100_000).match(/[^\0-\x7f]/gu) ?? []) {
    const grade = byCharacter.get(character) ?? none
    counts[grade] = (counts[grade] ?? 0) + 1
    all += 1
    lost += character === '\ufffd' ? 1 : 0
  }
  return { all, common: counts[common] ?? 0, usual: counts[usual] ?? 0, lost }
}

/** What it costs to read so. Leaving out a byte costs more than characters that nobody writes, and less where the one before it is left out. */
const costs = { ascii: 0, control: 6, pair: [Infinity, 6, 2, 1], four: 8, lost: 12, lostToo: 3 } as const

/** The most usual text of the bytes, U+FFFD where some mean nothing. */
export function mended(bytes: Uint8Array, encoding: TwoByte): string {
  const ways = cheapestWays(bytes, encoding)
  const decoder = new TextDecoder(encoding)
  const pieces: string[] = []
  let from = 0
  let at = 0
  while (at < bytes.length) {
    const end = lostUntil(ways, at)
    if (end === at) at += ways.step[at] ?? 1
    else {
      // One byte that was changed or added can cost the two of a character beside it.
      pieces.push(decoder.decode(bytes.subarray(from, at)), '\ufffd'.repeat(Math.ceil((end - at) / 3)))
      at = end
      from = end
    }
  }
  return pieces.join('') + decoder.decode(bytes.subarray(from))
}

/** At each byte: how many belong to the character that would begin there, and whether it is left out instead, alone or after one that is. */
interface Ways {
  readonly step: Uint8Array
  readonly isLost: Uint8Array
  readonly isLostToo: Uint8Array
}

/** The end of the bytes that are left out from here on. */
function lostUntil({ isLost, isLostToo }: Ways, at: number): number {
  if (isLost[at] !== 1) return at
  let end = at + 1
  while (isLostToo[end] === 1) end += 1
  return end
}

/** From the end to the beginning. */
function cheapestWays(bytes: Uint8Array, encoding: TwoByte): Ways {
  const { byPair } = tableOf(encoding)
  const [step, isLost, isLostToo] = [new Uint8Array(bytes.length), new Uint8Array(bytes.length), new Uint8Array(bytes.length)]
  const [cost, costAfterLost] = [new Float64Array(bytes.length + 4), new Float64Array(bytes.length + 4)]
  for (let at = bytes.length - 1; at >= 0; at -= 1) {
    const byte = bytes[at] ?? 0
    let read = Infinity
    const offer = (length: number, price: number) => {
      const whole = price + (cost[at + length] ?? 0)
      if (whole >= read) return
      read = whole
      step[at] = length
    }
    if (byte < 0x80) offer(1, isControl(byte) ? costs.control : costs.ascii)
    else if (at + 1 < bytes.length) {
      offer(2, costs.pair[byPair[(byte << 8) | (bytes[at + 1] ?? 0)] ?? none] ?? Infinity)
      if (encoding === 'gb18030' && isFour(bytes.subarray(at, at + 4))) offer(4, costs.four)
    }
    const rest = costAfterLost[at + 1] ?? 0
    isLost[at] = costs.lost + rest < read ? 1 : 0
    isLostToo[at] = costs.lostToo + rest < read ? 1 : 0
    cost[at] = Math.min(read, costs.lost + rest)
    costAfterLost[at] = Math.min(read, costs.lostToo + rest)
  }
  return { step, isLost, isLostToo }
}

function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && (byte < 0x09 || byte > 0x0d))
}

/** The characters that GB18030 writes with four bytes. */
function isFour(bytes: Uint8Array): boolean {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes
  const isShaped = first >= 0x81 && isDigit(second) && third >= 0x81 && isDigit(fourth)
  return isShaped && !new TextDecoder('gb18030').decode(bytes).includes('\ufffd')
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}
