/** What the thread that reads and writes Markdown is asked, and what it answers: values that can be copied. */
import type { Doc } from '#preload/document/schema.ts'
import type { Loss } from '#preload/markdown/losses.ts'
import type { FrontMatter, FrontState } from './front-matter.ts'

/** All files of an import, so that addresses in texts lead to them: told to the thread when another import is read. */
export interface FilesTask {
  readonly kind: 'files'
  /** Pictures by path, with what stands for each in a text until it is known by its bytes: 64 hexadecimal digits. */
  readonly images: readonly (readonly [path: string, standIn: string])[]
  /** Texts by path, with the links that lead to them. */
  readonly lessons: readonly (readonly [path: string, link: string])[]
}

export interface ReadTask {
  readonly kind: 'read'
  readonly path: string
  readonly bytes: Uint8Array
  readonly softBreaks: 'keep' | 'join'
}

/** What a file says. */
export interface ReadFile {
  readonly doc: Doc
  /** Of its front matter, else its first heading of the first level; null where neither says one. */
  readonly title: string | null
  readonly front: FrontMatter
  readonly encoding: string
  readonly losses: readonly Loss[]
  /** Pictures among the import's files, in the order of the text and as often as it names them: how their addresses are written, and in which line. */
  readonly pictures: readonly WrittenPicture[]
}

interface WrittenPicture {
  readonly standIn: string
  readonly address: string
  readonly line?: number
}

export interface WriteTask {
  readonly kind: 'write'
  readonly doc: Doc
  /** Null: only the text. */
  readonly front: { readonly title: string; readonly state: FrontState | null; readonly date: number | null } | null
  /** Where pictures lie, from the file. */
  readonly images: readonly (readonly [id: string, address: string])[]
  /** Links that lead to files which are written too, from the file. */
  readonly links: readonly (readonly [link: string, address: string])[]
}

export interface WrittenFile {
  readonly text: string
  readonly losses: readonly Loss[]
}

/** What may be asked for. */
export type Task = ReadTask | WriteTask
export type Answer<T extends Task> = T extends ReadTask ? ReadFile : WrittenFile

/** Why a file cannot be read. `binary`: no text. `deep`: more nested than can be followed. `slow`: it takes longer than anyone waits. */
export type Unreadable = 'binary' | 'deep' | 'slow'
