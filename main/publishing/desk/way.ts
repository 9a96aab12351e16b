import { asideOf, type Handling, movedAside } from './in-the-way.ts'

/** What lies in an export's way, and what is done about it. */
export class Way {
  readonly handling: Handling
  /** Where what was moved lies. */
  aside: string | null = null
  /** Notes that, before anything is moved: whatever ends the export then, it is known where the author's files are. */
  note: () => Promise<void> = () => Promise.resolve()
  /** Whether some of that is not the author's, or may not be: only what an export wrote of pictures that are gone is known not to be. */
  holdsTheirs = false
  readonly #folder: string

  constructor(folder: string, handling: Handling) {
    this.#folder = folder
    this.handling = handling
  }

  /** Whether the way is free now, for what lay there was moved. */
  async cleared(path: string): Promise<boolean> {
    if (this.handling !== 'replace') return false
    this.holdsTheirs = true
    await this.moved(path)
    return true
  }

  /** Moved beside the folder, whatever else is done about what lies in the way. */
  async moved(path: string): Promise<void> {
    const aside = await asideOf(this.#folder)
    if (this.aside !== aside) {
      this.aside = aside
      await this.note()
    }
    await movedAside(this.#folder, path, aside)
  }
}
