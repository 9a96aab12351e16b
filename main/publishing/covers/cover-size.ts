/** Where covers go. */

export interface CoverSize {
  readonly width: number
  readonly height: number
  readonly mostBytes: number
}

/**
 * Of 喜马拉雅 it is known that square covers from 500 pixels on and below 10 MB are taken, and that 1080 stays as it is. Of the others no
 * size is known to us; these are what looks right there, which checklists say. 得到 has none: only its editors put courses up, and nobody noted whether they take one.
 */
export const coverSizes = {
  ximalaya: { width: 1080, height: 1080, mostBytes: 9_500_000 },
  zhihuArticle: { width: 1280, height: 720, mostBytes: 2_000_000 },
  zhihuColumn: { width: 800, height: 800, mostBytes: 2_000_000 },
  juejin: { width: 1280, height: 720, mostBytes: 2_000_000 },
  bilibili: { width: 1280, height: 720, mostBytes: 2_000_000 },
  xiaoe: { width: 1280, height: 720, mostBytes: 2_000_000 },
  wechatFirst: { width: 1080, height: 460, mostBytes: 950_000 },
  wechatSecond: { width: 600, height: 600, mostBytes: 950_000 },
  book: { width: 1600, height: 2400, mostBytes: 4_000_000 },
} as const satisfies Record<string, CoverSize>
