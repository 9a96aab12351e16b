/**
 * An AVIF (ISO 14496-12 and 23008-12, https://aomediacodec.github.io/av1-avif/) without what cameras and programs noted in it. Its parts name
 * each other by their places, so everything stays where it is: what goes is overwritten by zeros, items that hold notes are struck from the
 * lists, and a box called `free`, which every reader passes over, fills what that leaves. No pixel is read or written.
 */

/** A box by its places in a file: where it begins, what it holds, and where it ends. */
interface Box {
  readonly name: string
  readonly start: number
  readonly body: number
  readonly end: number
}

/** What an item is made of: bytes of the file, or of the box `idat`. */
interface Extent {
  readonly isInside: boolean
  readonly from: number
  readonly length: number
}

interface Item {
  readonly id: number
  readonly type: string
}

/** Where each item's record stands, so that it can be kept as it is. */
interface Located {
  readonly id: number
  readonly record: Buffer
  readonly extents: readonly Extent[]
}

interface Reference {
  readonly name: string
  readonly from: number
  readonly to: readonly number[]
  readonly record: Buffer
}

const FILE_PARTS = new Set(['ftyp', 'meta', 'mdat', 'moov'])
const META_PARTS = new Set(['hdlr', 'pitm', 'iloc', 'iinf', 'iref', 'iprp', 'idat', 'grpl', 'dinf'])
/** What says how the pixels are decoded and seen: sizes, colours, turns, layers, light. */
const PROPERTIES = new Set('ispe pasp colr pixi rloc auxC clap irot imir lsel a1op a1lx av1C hvcC clli mdcv cclv amve ccst'.split(' '))
const NOTES = new Set(['Exif', 'mime', 'uri '])

/** A picture may be told to be hard to read: null where nobody can say what its parts are. */
export function bareAvif(given: Buffer, isLabel: (part: Buffer) => boolean): Buffer | null {
  const bytes = Buffer.from(given)
  try {
    const boxes = boxesIn(bytes, 0, bytes.length)
    for (const box of boxes) if (!FILE_PARTS.has(box.name)) blank(bytes, box)
    const [meta, moov] = ['meta', 'moov'].map((name) => boxes.find((box) => box.name === name))
    if (moov !== undefined) bareMovie(bytes, moov)
    if (meta !== undefined) bareMeta(bytes, meta, { data: moov === undefined ? boxes.filter(({ name }) => name === 'mdat') : null, isLabel })
    return bytes
  } catch (error) {
    // A length that leads out of the file, or a way of writing that nobody uses.
    if (error instanceof RangeError) return null
    throw error
  }
}

function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = []
  for (let at = from; at < to;) {
    const short = bytes.readUInt32BE(at)
    const body = at + (short === 1 ? 16 : 8)
    const end = at + (short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short)
    if (end < body || end > to) throw new RangeError('a box leads out of the one that it lies in')
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), start: at, body, end })
    at = end
  }
  return boxes
}

function blank(bytes: Buffer, { start, body, end }: Box): void {
  bytes.write('free', start + 4, 'latin1')
  bytes.fill(0, body, end)
}

interface Around {
  /** The boxes that hold nothing but items; null where a film shares them. */
  readonly data: readonly Box[] | null
  readonly isLabel: (part: Buffer) => boolean
}

function bareMeta(bytes: Buffer, meta: Box, { data, isLabel }: Around): void {
  const parts = boxesIn(bytes, meta.body + 4, meta.end)
  for (const part of parts) if (!META_PARTS.has(part.name)) blank(bytes, part)
  const part = (name: string): Box | undefined => parts.find((each) => each.name === name)
  const [iinf, iloc, iref, idat] = ['iinf', 'iloc', 'iref', 'idat'].map(part)
  if (iinf === undefined || iloc === undefined) return
  const located = locatedIn(bytes, iloc)
  const references = iref === undefined ? [] : referencesIn(bytes, iref)
  const bytesOf = (id: number): Buffer => {
    const extents = located.find((each) => each.id === id)?.extents ?? []
    return Buffer.concat(extents.map(({ isInside, from, length }) => bytes.subarray(placeOf(from, isInside, idat), placeOf(from + length, isInside, idat))))
  }
  const gone = goneOf(itemsIn(bytes, iinf), references, (id) => isLabel(bytesOf(id)))
  zero(bytes, located, gone, data, idat)
  const written = parts.map((each): Buffer => {
    if (each === iinf) return listWithout(bytes, each, gone)
    if (each === iloc) return placesWithout(bytes, each, located, gone)
    if (each === iref)
      return boxOf(
        'iref',
        bytes.subarray(each.body, each.body + 4),
        ...references.filter(({ from, to }) => !gone.has(from) && !to.every((id) => gone.has(id))).map(({ record }) => record),
      )
    return each.name === 'iprp' ? bareProperties(bytes, each, gone) : bytes.subarray(each.start, each.end)
  })
  const length = written.reduce((sum, box) => sum + box.length, 0)
  const left = meta.end - meta.body - 4 - length
  // An entry of the list is longer than the box that fills its place.
  if (left !== 0 && left < 8) throw new RangeError('there is no room for a box')
  Buffer.concat([...written, ...(left === 0 ? [] : [boxOf('free', Buffer.alloc(left - 8))])]).copy(bytes, meta.body + 4)
}

/** Notes but for the label of a model's work, small pictures of the whole, and what only those are made of. */
function goneOf(items: readonly Item[], references: readonly Reference[], isLabelled: (id: number) => boolean): ReadonlySet<number> {
  const gone = new Set(items.filter(({ id, type }) => NOTES.has(type) && !isLabelled(id)).map(({ id }) => id))
  for (const { name, from } of references) if (name === 'thmb') gone.add(from)
  for (let before = -1; before < gone.size;) {
    before = gone.size
    const tiles = references.filter(({ name, from }) => name === 'dimg' && gone.has(from)).flatMap(({ to }) => to)
    for (const tile of tiles) if (references.every(({ name, from, to }) => name !== 'dimg' || !to.includes(tile) || gone.has(from))) gone.add(tile)
    for (const { name, from, to } of references) if (name === 'auxl' && to.every((id) => gone.has(id))) gone.add(from)
  }
  return gone
}

function itemsIn(bytes: Buffer, iinf: Box): Item[] {
  return entriesIn(bytes, iinf).map(({ body }) => {
    const version = bytes.readUInt8(body)
    if (version !== 2 && version !== 3) throw new RangeError('an item without a type')
    const wide = version === 3 ? 2 : 0
    return { id: bytes.readUIntBE(body + 4, 2 + wide), type: bytes.toString('latin1', body + 8 + wide, body + 12 + wide) }
  })
}

/** Behind how many there are: in two bytes, in later versions in four. */
function entriesIn(bytes: Buffer, { body, end }: Box): Box[] {
  return boxesIn(bytes, body + (bytes.readUInt8(body) === 0 ? 6 : 8), end)
}

function listWithout(bytes: Buffer, iinf: Box, gone: ReadonlySet<number>): Buffer {
  const items = itemsIn(bytes, iinf)
  const kept = entriesIn(bytes, iinf).filter((_, at) => !gone.has(items[at]?.id ?? 0))
  const isShort = bytes.readUInt8(iinf.body) === 0
  return boxOf(
    'iinf',
    bytes.subarray(iinf.body, iinf.body + 4),
    number(kept.length, isShort ? 2 : 4),
    ...kept.map(({ start, end }) => bytes.subarray(start, end)),
  )
}

/** The records of where items lie. A number may be of no bytes, and is 0 then. */
function locatedIn(bytes: Buffer, { body, end }: Box): Located[] {
  const version = bytes.readUInt8(body)
  const [sizes, more] = [bytes.readUInt8(body + 4), bytes.readUInt8(body + 5)]
  const [ofOffset, ofLength, ofBase, ofIndex] = [sizes >> 4, sizes & 15, more >> 4, version === 0 ? 0 : more & 15]
  if (version > 2 || [ofOffset, ofLength, ofBase, ofIndex].some((size) => ![0, 4, 8].includes(size))) throw new RangeError('places in a way that nobody uses')
  let at = body + 6
  const taken = (size: number): number => {
    if (at + size > end) throw new RangeError('a place leads out of its list')
    at += size
    return size === 8 ? Number(bytes.readBigUInt64BE(at - 8)) : size === 0 ? 0 : bytes.readUIntBE(at - size, size)
  }
  return Array.from({ length: taken(version === 2 ? 4 : 2) }, (): Located => {
    const start = at
    const id = taken(version === 2 ? 4 : 2)
    const method = version === 0 ? 0 : taken(2) & 15
    const elsewhere = taken(2)
    if (method > 1 || elsewhere !== 0) throw new RangeError('an item that lies in another, or in another file')
    const base = taken(ofBase)
    const extents = Array.from({ length: taken(2) }, (): Extent => {
      taken(ofIndex)
      return { isInside: method === 1, from: base + taken(ofOffset), length: taken(ofLength) }
    })
    // None says how long it is: all of the file.
    if (extents.some(({ length }) => length === 0)) throw new RangeError('an item without an end')
    return { id, record: bytes.subarray(start, at), extents }
  })
}

function placesWithout(bytes: Buffer, { body }: Box, located: readonly Located[], gone: ReadonlySet<number>): Buffer {
  const kept = located.filter(({ id }) => !gone.has(id))
  return boxOf('iloc', bytes.subarray(body, body + 6), number(kept.length, bytes.readUInt8(body) === 2 ? 4 : 2), ...kept.map(({ record }) => record))
}

function referencesIn(bytes: Buffer, { body, end }: Box): Reference[] {
  const wide = bytes.readUInt8(body) === 0 ? 2 : 4
  return boxesIn(bytes, body + 4, end).map(({ name, start, body: inner, end: last }) => {
    const count = bytes.readUInt16BE(inner + wide)
    if (inner + wide + 2 + count * wide > last) throw new RangeError('a reference leads out of its box')
    const to = Array.from({ length: count }, (_, at) => bytes.readUIntBE(inner + wide + 2 + at * wide, wide))
    return { name, from: bytes.readUIntBE(inner, wide), to, record: bytes.subarray(start, last) }
  })
}

/** What a picture is like, and which items are like that: text of an author's and dates go. */
function bareProperties(bytes: Buffer, iprp: Box, gone: ReadonlySet<number>): Buffer {
  const parts = boxesIn(bytes, iprp.body, iprp.end)
  return boxOf(
    'iprp',
    ...parts.map((part) => {
      if (part.name === 'ipco') for (const property of boxesIn(bytes, part.body, part.end)) if (!PROPERTIES.has(property.name)) blank(bytes, property)
      return part.name === 'ipma' ? likenessesWithout(bytes, part, gone) : bytes.subarray(part.start, part.end)
    }),
  )
}

function likenessesWithout(bytes: Buffer, { body, end }: Box, gone: ReadonlySet<number>): Buffer {
  const [ofId, ofProperty] = [bytes.readUInt8(body) === 0 ? 2 : 4, bytes.readUInt8(body + 3) & 1 ? 2 : 1]
  const kept: Buffer[] = []
  for (let at = body + 8; at < end;) {
    const next = at + ofId + 1 + bytes.readUInt8(at + ofId) * ofProperty
    if (next > end) throw new RangeError('a likeness leads out of its box')
    if (!gone.has(bytes.readUIntBE(at, ofId))) kept.push(bytes.subarray(at, next))
    at = next
  }
  return boxOf('ipma', bytes.subarray(body, body + 4), number(kept.length, 4), ...kept)
}

/** Whatever no item that stays is made of. */
function zero(bytes: Buffer, located: readonly Located[], gone: ReadonlySet<number>, data: readonly Box[] | null, idat: Box | undefined): void {
  const rangesOf = (of: readonly Located[]) =>
    of.flatMap(({ extents }) => extents.map(({ isInside, from, length }) => [placeOf(from, isInside, idat), placeOf(from + length, isInside, idat)] as const))
  const kept = rangesOf(located.filter(({ id }) => !gone.has(id))).toSorted(([a], [b]) => a - b)
  const whole =
    data === null
      ? rangesOf(located.filter(({ id }) => gone.has(id)))
      : [...data, ...(idat === undefined ? [] : [idat])].map(({ body, end }) => [body, end] as const)
  for (const [from, to] of whole) {
    let at = from
    for (const [start, end] of kept) {
      if (start > at) bytes.fill(0, at, Math.min(start, to))
      at = Math.max(at, Math.min(end, to))
      if (at >= to) break
    }
    bytes.fill(0, at, to)
  }
}

function placeOf(offset: number, isInside: boolean, idat: Box | undefined): number {
  if (!isInside) return offset
  if (idat === undefined || idat.body + offset > idat.end) throw new RangeError('an item lies in a box that is not there')
  return idat.body + offset
}

/** Pictures that move are a film: notes on it and its tracks, and when it was taken. */
function bareMovie(bytes: Buffer, box: Box): void {
  for (const part of boxesIn(bytes, box.body, box.end)) {
    if (['udta', 'meta', 'uuid'].includes(part.name)) blank(bytes, part)
    else if (['trak', 'mdia'].includes(part.name)) bareMovie(bytes, part)
    else if (['mvhd', 'tkhd', 'mdhd'].includes(part.name)) bytes.fill(0, part.body + 4, part.body + (bytes.readUInt8(part.body) === 0 ? 12 : 20))
  }
}

function boxOf(name: string, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([number(content.length + 8, 4), Buffer.from(name, 'latin1'), content])
}

function number(value: number, size: number): Buffer {
  const made = Buffer.alloc(size)
  made.writeUIntBE(value, 0, size)
  return made
}
