/**
 * How alike texts are, without comparing each with each. A sketch holds the hashes of a fixed part of a text's shingles (runs of
 * five characters, spaces and signs apart): the same part for all texts, so that what two sketches share says what their
 * texts share (MinHash by a fixed modulus, "FracMinHash"). A short text, which would have next to none, has its lowest
 * hashes as well. How much of the shorter lies in the longer can be told too, as where an essay went into a book.
 */

const shingle = 5
/** One of so many shingles is in a sketch. */
const oneIn = 16
const limit = 2 ** 32 / oneIn
/** A sketch of a text that has as many shingles has at least this many hashes. */
const least = 64

/** The sketch of a text: hashes in ascending order, none twice. */
export function sketchOf(text: string): Uint32Array {
  const hashes = new Set<number>()
  const letters = text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
  for (let at = 0; at + shingle <= letters.length; at += 1) hashes.add(hashOf(letters, at))
  const sorted = Uint32Array.from(hashes).sort()
  let end = 0
  while (end < sorted.length && (sorted[end] ?? 0) < limit) end += 1
  return sorted.slice(0, Math.max(end, Math.min(least, sorted.length)))
}

/** Murmur3's mixing over one shingle: characters that follow one another lie anywhere. */
function hashOf(text: string, at: number): number {
  let hash = 0x9747b28c
  for (let index = at; index < at + shingle; index += 1) {
    let word = Math.imul(text.charCodeAt(index), 0xcc9e2d51)
    word = Math.imul((word << 15) | (word >>> 17), 0x1b873593)
    hash ^= word
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** Two works that say much of the same. */
export interface AlikePair {
  /** Which of the sketches, the one that came first first. */
  readonly left: number
  readonly right: number
  /** The share of shingles, of both together, that both have, 0 to 1. */
  readonly alike: number
  /** The share of the shorter's shingles that the longer has too. */
  readonly within: number
}

/** From here on two works are near duplicates. */
const nearAlike = 0.5
/** Or where so much of one lies within the other. */
const nearWithin = 0.7
/** Fewer hashes in common may be a phrase that both have. */
const fewest = 8
/** Of what more works have in common each is held against the next few alone: so many versions of one text hang together, and what an author begins all works with costs next to nothing. */
const [mostHolders, nextFew] = [48, 4]

/**
 * All pairs of near duplicates, the most alike first. A second or two for ten thousand works, and of memory little more than their
 * sketches take: all hashes are sorted, then each work is held against those that stand behind it wherever it has a hash.
 * Between the steps others have their turn by `pause`.
 */
export async function alikePairs(sketches: readonly Uint32Array[], pause: () => Promise<void> = async () => undefined): Promise<AlikePair[]> {
  const index = await indexOf(sketches, pause)
  const shared = new Uint32Array(sketches.length)
  const pairs: AlikePair[] = []
  let steps = 0
  for (const [left, sketch] of sketches.entries()) {
    const behind: number[] = []
    for (const hash of sketch) {
      const [from, to] = placesBehind(index, hash, left)
      for (let at = from; at < to; at += 1) {
        const right = (index.holders[at] ?? 0) - hash * most
        if (shared[right] === 0) behind.push(right)
        shared[right] = (shared[right] ?? 0) + 1
      }
      steps += to - from
    }
    for (const right of behind) {
      const [count, other] = [shared[right] ?? 0, sketches[right] ?? none]
      shared[right] = 0
      if (count < fewest) continue
      const pair = pairOf(left, right, sketch, other)
      if (pair) pairs.push(pair)
      steps += sketch.length + other.length
      if (steps > atOnce) await pause()
      steps %= atOnce
    }
    steps += sketch.length + behind.length
    if (steps > atOnce) await pause()
    steps %= atOnce
  }
  return pairs.sort((a, b) => b.alike - a.alike || b.within - a.within || a.left - b.left || a.right - b.right)
}

/** Whether two texts are near duplicates, by their sketches. */
export function isAlike(a: Uint32Array, b: Uint32Array): boolean {
  return pairOf(0, 1, a, b) !== null
}

const none = new Uint32Array()
/** A hash and who has it in one number, which is exact up to 2⁵³. */
const most = 2 ** 21
/** Steps that are done in one go: some milliseconds. */
const atOnce = 200_000

/** Who has which hash: sorted within each bucket, and the buckets by their hashes. */
interface Index {
  readonly holders: Float64Array
  /** Where each bucket begins, and behind the last one where that ends. */
  readonly starts: Uint32Array
}

/** A hash's bucket: of the many below the limit hardly a thousand lie in one, however many works there are. */
const buckets = 2 ** 16
const bucketOf = (hash: number) => hash >>> 16

async function indexOf(sketches: readonly Uint32Array[], pause: () => Promise<void>): Promise<Index> {
  const starts = new Uint32Array(buckets + 1)
  let steps = 0
  const rest = async (more: number) => {
    steps += more
    if (steps < atOnce) return
    steps = 0
    await pause()
  }
  for (const sketch of sketches) {
    for (const hash of sketch) starts[bucketOf(hash) + 1] = (starts[bucketOf(hash) + 1] ?? 0) + 1
    await rest(sketch.length)
  }
  for (let bucket = 0; bucket < buckets; bucket += 1) starts[bucket + 1] = (starts[bucket + 1] ?? 0) + (starts[bucket] ?? 0)
  const [holders, ends] = [new Float64Array(starts[buckets] ?? 0), starts.slice()]
  for (const [work, sketch] of sketches.entries()) {
    for (const hash of sketch) {
      const end = ends[bucketOf(hash)] ?? 0
      holders[end] = hash * most + work
      ends[bucketOf(hash)] = end + 1
    }
    await rest(sketch.length)
  }
  for (let bucket = 0; bucket < buckets; bucket += 1) {
    const [from, to] = [starts[bucket] ?? 0, starts[bucket + 1] ?? 0]
    if (to - from > 1) holders.subarray(from, to).sort()
    await rest((to - from) * 4)
  }
  return { holders, starts }
}

/** Where those stand among the holders that have a hash too and come behind a work: all, or the next few where they are many. */
function placesBehind({ holders, starts }: Index, hash: number, work: number): [from: number, to: number] {
  const end = starts[bucketOf(hash) + 1] ?? 0
  const from = placeIn(holders, hash * most + work, starts[bucketOf(hash)] ?? 0, end) + 1
  const beyond = (hash + 1) * most
  let to = from
  while (to < end && to - from <= mostHolders && (holders[to] ?? 0) < beyond) to += 1
  return [from, to - from > mostHolders ? from + nextFew : to]
}

function placeIn(sorted: Float64Array | Uint32Array, value: number, from: number, to: number): number {
  let [low, high] = [from, to]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Compared as far as both sketches reach: a short work's lowest hashes go further than a long one's. */
function pairOf(left: number, right: number, a: Uint32Array, b: Uint32Array): AlikePair | null {
  const reach = Math.max(limit, Math.min(a.at(-1) ?? 0, b.at(-1) ?? 0))
  const [ofA, ofB] = [countUpTo(a, reach), countUpTo(b, reach)]
  const both = inBoth(a, b, reach)
  if (both < fewest) return null
  const [alike, within] = [both / (ofA + ofB - both), both / Math.min(ofA, ofB)]
  return alike >= nearAlike || within >= nearWithin ? { left, right, alike, within } : null
}

function countUpTo(sketch: Uint32Array, reach: number): number {
  return (sketch.at(-1) ?? 0) <= reach ? sketch.length : placeIn(sketch, reach + 1, 0, sketch.length)
}

function inBoth(a: Uint32Array, b: Uint32Array, reach: number): number {
  let [count, i, j] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i] ?? 0, b[j] ?? 0]
    if (left > reach || right > reach) break
    if (left === right) count += 1
    if (left <= right) i += 1
    if (right <= left) j += 1
  }
  return count
}

/** Works that hang together by pairs, each group in the order of its works. */
export function alikeGroups(pairs: readonly Pick<AlikePair, 'left' | 'right'>[]): number[][] {
  const parents = new Map<number, number>()
  const rootOf = (one: number): number => {
    let root = one
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) root = parent
    parents.set(one, root)
    return root
  }
  for (const { left, right } of pairs) parents.set(Math.max(rootOf(left), rootOf(right)), Math.min(rootOf(left), rootOf(right)))
  const groups = Map.groupBy(
    [...new Set(pairs.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b),
    rootOf,
  )
  return [...groups.values()].sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
}
