/** What the archive shows: its works, one of them, what is alike, or the personal data in it. */
import type { WorkId } from '#preload/contract/works.ts'

export type ArchivePlace =
  | { readonly kind: 'works' }
  /** `found`: words that were looked for, and the line of the one that was opened, null for the first. `from`: the page that it was opened from, where that is not the list. */
  | {
      readonly kind: 'work'
      readonly work: WorkId
      readonly found: { readonly query: string; readonly line: number | null } | null
      readonly from?: 'alike' | 'personal' | 'voice'
    }
  | { readonly kind: 'alike' }
  | { readonly kind: 'personal' }
