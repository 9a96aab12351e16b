import type { SavedState } from '#renderer/editor/page-props.ts'

const ranks = { waiting: 2, saving: 1, closed: 0, saved: 0, reading: 0 } as const satisfies Record<SavedState['kind'], number>

/** The author is told of what is least safe: the open page's text, or a title. */
export function leastSaved(page: SavedState, titles: SavedState): SavedState {
  if (page.kind === 'waiting' && titles.kind === 'waiting') return { ...page, isCopied: page.isCopied && titles.isCopied }
  return ranks[titles.kind] > ranks[page.kind] ? titles : page
}
