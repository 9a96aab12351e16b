/**
 * What the author masks beside personal data, and what of that stays. Kept with the library's settings, and so in its good copies and its
 * backups: nobody could name their people again from memory. A change of it is one of all that is learnt.
 */
import { changedMasks, type Masking, maskingOf, placesOfValue, placesOfWord, wordsOfValue } from '#main/archive/masking.ts'
import { staysOf } from '#main/archive/released.ts'
import { plainWork } from '#main/archive/learning-text.ts'
import { questionOf } from '#main/archive/grams.ts'
import { masksSetting } from '#main/store/preferences.ts'
import type { WorkRow } from '#main/store/works.ts'
import { type MaskChange, type Masks, type MaskUse, mostWithin } from '#preload/contract/masks.ts'
import { type PersonalKind, WorkId, type WorkLine } from '#preload/contract/works.ts'
import { z } from '#preload/document/zod.ts'
import type { Archive } from './archive-keep.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'

const list = z.array(z.string()).catch([])
/** What another version wrote beside them is let be. */
const Kept = z.object({ words: list, released: list }).catch({ words: [], released: [] })

interface Known {
  /** As it was read: the same value until settings are changed. */
  readonly kept: unknown
  readonly stored: string
  readonly masks: Masks
  readonly masking: Masking
}

/** The masks of a library; none where its author lists none. Throws as the workspace does. */
export function masksIn(workspace: Pick<Workspace, 'read'>): Masks {
  return Kept.parse(storedIn(workspace))
}

function storedIn(workspace: Pick<Workspace, 'read'>): unknown {
  return workspace.read((store) => store.preferences())[masksSetting] ?? null
}

export class MaskKeeper {
  readonly #archive: Archive
  #known: Known | null = null
  /** What those who learn were told of last. */
  #told: string | null = null

  constructor(archive: Archive) {
    this.#archive = archive
  }

  get masks(): Masks {
    return this.#read().masks
  }

  /** How texts are masked now. */
  get masking(): Masking {
    return this.#read().masking
  }

  /** Throws as the workspace does. */
  change(change: MaskChange): ReturnType<typeof changedMasks> {
    const changed = changedMasks(this.masks, change)
    if (JSON.stringify(changed.masks) === JSON.stringify(this.masks)) return changed
    this.#archive.workspace.write('none', (store) => store.setPreferences({ [masksSetting]: changed.masks }))
    this.#told = this.#read().stored
    this.#archive.tell()
    return changed
  }

  /** Whether they are others than were told of, once: the library may be another one. Whoever read them meanwhile takes no news away. */
  isNews(): boolean {
    const before = this.#told
    this.#told = this.#read().stored
    return before !== null && this.#told !== before
  }

  /** While the library can't be read what was known holds. Throws as that does where nothing was: a text is learnt masked, or not at all. */
  #read(): Known {
    const { workspace } = this.#archive
    if (this.#known !== null && !workspace.isReadable()) return this.#known
    const kept = storedIn(workspace)
    // Asked for every text that is learnt or remembered: they are looked into only where settings may be others.
    if (this.#known !== null && this.#known.kept === kept) return this.#known
    const stored = JSON.stringify(kept)
    if (this.#known?.stored === stored) this.#known = { ...this.#known, kept }
    else {
      const masks = Kept.parse(kept)
      this.#known = { kept, stored, masks, masking: maskingOf(masks) }
      this.#told ??= stored
    }
    return this.#known
  }
}

/** Works that are named of a word. */
const mostNamed = 50

interface Asked {
  readonly text: string
  readonly isWord: boolean
  readonly found: { readonly work: WorkId; readonly title: string; readonly places: number; readonly kind: PersonalKind | null }[]
  /** How often it is a part of other words. */
  readonly within: Map<string, number>
}

const asking = (text: string, isWord: boolean): Asked => ({ text, isWord, found: [], within: new Map() })

/** How often a word is masked in a text; the words that it is a part of are noted. */
function placesMasked(whole: string, { text, within }: Asked, isReleased: (around: string) => boolean): number {
  return placesOfWord(whole, text, (around) => {
    if (around === null) return false
    if (isReleased(around)) return true
    within.set(around, (within.get(around) ?? 0) + 1)
    return false
  })
}

/** How often words that are masked stay in a text, as parts of a word that was released. */
function placesLeft(whole: string, released: string, words: readonly string[]): number {
  const stays = staysOf([released])
  let count = 0
  for (const word of words.filter((one) => released.indexOf(one.slice(0, 1)) > 0))
    placesOfWord(whole, word, (around) => {
      if (stays(around)) count += 1
      return false
    })
  return count
}

/** How often each word, and each value that was released, stands in what is learnt. The index says where they may be; only those works are read, each once. */
export async function masksInUse(archive: Archive, learning: ArchiveLearning, signal: AbortSignal): Promise<MaskUse[]> {
  const { words, released } = learning.masks.masks
  const asked: Asked[] = [...words.map((text) => asking(text, true)), ...released.map((text) => asking(text, false))]
  if (asked.length === 0) return []
  const kept = { ...learning.kept(), quotations: true }
  const isReleased = staysOf(released)
  const look = (id: string, title: string, lines: readonly WorkLine[], these: readonly Asked[]) => {
    const whole = plainWork(title, lines, kept)
    for (const one of these) {
      const values = one.isWord ? [] : placesOfValue(whole, one.text)
      const places = one.isWord ? placesMasked(whole, one, isReleased) : placesLeft(whole, one.text, words)
      if (places + values.length > 0) one.found.push({ work: WorkId.parse(id), title, places: places + values.length, kind: values[0]?.kind ?? null })
    }
  }
  for await (const [row, these] of paced([...(await likelyWorks(archive, asked, signal))].toReversed(), signal)) {
    const lines = learning.lines(row.id)?.lines
    if (lines) look(row.id, row.title, lines, these)
  }
  await learning.lessons.prepare(signal)
  for await (const lesson of paced(learning.lessons.learnt(), signal))
    look(`lesson:${lesson.id}`, lesson.title, learning.lessons.read(lesson)?.lines ?? [], asked)
  signal.throwIfAborted()
  return asked.map(inUse)
}

/** Works that may hold what is asked for, with that. */
async function likelyWorks(archive: Archive, asked: readonly Asked[], signal: AbortSignal): Promise<Map<WorkRow, Asked[]>> {
  const rows = new Map<string, WorkRow>()
  const wanted = new Map<WorkRow, Asked[]>()
  for await (const one of paced(asked, signal)) {
    for (const found of archive.read((works) => works.candidates(questionOf(one.isWord ? [one.text] : wordsOfValue(one.text))))) {
      if (found.excluded > 0) continue
      const row = rows.get(found.id) ?? found
      rows.set(found.id, row)
      wanted.set(row, [...(wanted.get(row) ?? []), one])
    }
  }
  return wanted
}

function inUse({ text, found, within }: Asked): MaskUse {
  const first = found.toSorted((a, b) => b.places - a.places).slice(0, mostNamed)
  const around = Array.from(within, ([part, places]) => ({ text: part, places })).toSorted((a, b) => b.places - a.places)
  return {
    text,
    kind: found[0]?.kind ?? null,
    places: found.reduce((sum, { places }) => sum + places, 0),
    works: found.length,
    first: first.map(({ work, title, places }) => ({ work, title, places })),
    ...(within.size > 0 && { within: around.slice(0, mostWithin) }),
  }
}
