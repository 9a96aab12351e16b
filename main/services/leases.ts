interface Editor {
  readonly client: string
  /** The author chose to write in this page. */
  readonly isChosen: boolean
}

/** Which page edits which lesson. One page at a time, so that no two write the same text. */
export class Leases {
  readonly #editors = new Map<string, Editor>()
  readonly #left: (lesson: string) => void

  /** `left` hears of each lesson whose editor went away. */
  constructor(left: (lesson: string) => void) {
    this.#left = left
  }

  /**
   * Makes a page the editor if there is none; with `take` in any case; with the name of the client it `was` as the
   * editor before, unless the author chose to write in another. Answers the page that lost it.
   */
  open(lesson: string, client: string, { take = false, was }: { take?: boolean | undefined; was?: string | undefined } = {}): string | null {
    const editor = this.#editors.get(lesson)
    const isOwn = editor !== undefined && (editor.client === client || editor.client === was)
    const isFree = editor === undefined || isOwn || (was !== undefined && !editor.isChosen)
    if (!take && !isFree) return null
    this.#editors.set(lesson, { client, isChosen: take || (isOwn && editor.isChosen) })
    return editor !== undefined && editor.client !== client ? editor.client : null
  }

  isEditor(lesson: string, client: string): boolean {
    return this.#editors.get(lesson)?.client === client
  }

  /** Whether any page edits a lesson. */
  isEdited(lesson: string): boolean {
    return this.#editors.has(lesson)
  }

  /** Answers whether the page was the editor. */
  close(lesson: string, client: string): boolean {
    const isLeft = this.isEditor(lesson, client)
    if (isLeft) this.#leave(lesson)
    return isLeft
  }

  /** A page went away: what it edited is free. */
  clientGone(client: string): void {
    for (const [lesson, editor] of [...this.#editors]) if (editor.client === client) this.#leave(lesson)
  }

  /** Nobody edits anything any more: what was open is another workspace's text now. */
  clear(): void {
    this.#editors.clear()
  }

  #leave(lesson: string): void {
    this.#editors.delete(lesson)
    this.#left(lesson)
  }
}

export function editorLeases(left: (lesson: string) => void): Leases {
  return new Leases(left)
}
