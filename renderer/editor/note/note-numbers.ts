/**
 * The numbers of footnotes, and what their marks and notes have to know of each other. Marks and notes subscribe one by
 * one, so that a mark that comes in front of others draws those again and nothing else.
 */
import { lineText } from '#preload/document/lines.ts'
import type { BlockId, Change, Doc } from '#preload/document/schema.ts'
import { noteNumbers } from './notes.ts'

/** What is known of one note. */
export interface NoteFacts {
  /** By its first mark, from one; 0 where no mark names it. */
  readonly number: number
  /** Whether there is a note for the marks that name it. */
  readonly isThere: boolean
  /** The first of the notes at the end. */
  readonly isFirst: boolean
}

const nowhere: NoteFacts = { number: 0, isThere: false, isFirst: false }

export class NoteNumbers {
  private known = new Map<string, NoteFacts>()
  private readonly listeners = new Map<string, Set<() => void>>()
  private doc: Doc

  constructor(doc: Doc) {
    this.doc = doc
    this.known = factsOf(doc, this.known)
  }

  of = (note: string): NoteFacts => this.known.get(note) ?? nowhere

  /** What a note says now. */
  textOf(note: string): string {
    const block = this.doc.find(({ id, type }) => id === note && type === 'note')
    return block?.type === 'note' ? lineText(block, (object) => (object.type === 'formula' ? object.tex : '')) : ''
  }

  /** Looks at the document again; letters that came or went move no mark, but a note may say something else. */
  update(doc: Doc, changes: readonly Change[]): void {
    this.doc = doc
    for (const note of new Set(changes.map(({ path: [index = -1] }) => doc[index])))
      if (note?.type === 'note') this.listeners.get(note.id)?.forEach((listener) => listener())
    if (changes.every(({ type }) => type === 'insert_text' || type === 'remove_text')) return
    const before = this.known
    this.known = factsOf(doc, before)
    for (const [note, listeners] of this.listeners) {
      if (this.of(note) !== (before.get(note) ?? nowhere)) for (const listener of listeners) listener()
    }
  }

  subscribe(note: BlockId, listener: () => void): () => void {
    const listeners = this.listeners.get(note) ?? new Set()
    this.listeners.set(note, listeners)
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.listeners.delete(note)
    }
  }
}

function factsOf(doc: Doc, before: ReadonlyMap<string, NoteFacts>): Map<string, NoteFacts> {
  const numbers = noteNumbers(doc)
  const found = new Map<string, NoteFacts>()
  const note = (id: string, isThere: boolean, isFirst: boolean) => {
    const facts = { number: numbers.get(id) ?? 0, isThere, isFirst }
    const old = before.get(id)
    found.set(id, old?.number === facts.number && old.isThere === isThere && old.isFirst === isFirst ? old : facts)
  }
  for (const id of numbers.keys()) note(id, false, false)
  doc.forEach((block, index) => {
    if (block.type === 'note') note(block.id, true, doc[index - 1]?.type !== 'note')
  })
  return found
}
