import 'react'

declare module 'react' {
  interface CSSProperties {
    /** Level of a list item. */
    '--depth'?: number
  }
}
