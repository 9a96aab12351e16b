import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Typed } from './use-typeahead.ts'

/** Says what letters typed in the tree do, so that none are lost in silence: they look for a row, and Enter leads to the page. */
export function TypedHint({ typed: { text, isFound } }: { typed: Typed }) {
  const { t } = useTexts()
  const said = text !== '' && t(isFound ? 'library.typed' : 'library.typed-none', { typed: text })
  return (
    <>
      {/* Always there, so that what comes into it is read out. */}
      <span className="visually-hidden" role="status">
        {said}
      </span>
      {said && (
        <p className="tree-typed" aria-hidden="true">
          {said}
        </p>
      )}
    </>
  )
}
