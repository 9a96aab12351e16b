/** The signs of formulas, for those who don't know their commands: by the mouse, or with Tab and the arrow keys. */
import { Toolbar as Radix } from 'radix-ui'
import { useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { type Snippet, snippetGroups } from './formula-snippets.ts'
import { TypesetView, useTypeset } from './typeset.tsx'

interface FormulaPaletteProps {
  readonly put: (snippet: Snippet) => void
  /** Goes back to the source. */
  readonly leave: () => void
}

export function FormulaPalette({ put, leave }: FormulaPaletteProps) {
  const { t } = useTexts()
  const [open, setOpen] = useState(0)
  const nameOf = ({ name, tex }: Snippet) => (name ? t(name) : tex.replace(' |', ''))
  return (
    <Radix.Root
      className="formula-palette"
      aria-label={t('formula.palette')}
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
        // Not for the card around it, too.
        event.stopPropagation()
        event.preventDefault()
        leave()
      }}
    >
      <div className="formula-groups">
        {snippetGroups.map(({ name }, at) => (
          <Radix.Button key={name} className="formula-group" aria-pressed={at === open} onClick={() => setOpen(at)}>
            {t(name)}
          </Radix.Button>
        ))}
      </div>
      <div className="formula-signs">
        {snippetGroups[open]?.snippets.map((snippet) => (
          <Radix.Button key={snippet.tex} className="formula-sign" title={nameOf(snippet)} onClick={() => put(snippet)}>
            <Sign name={nameOf(snippet)} tex={snippet.sign} />
          </Radix.Button>
        ))}
      </div>
    </Radix.Root>
  )
}

function Sign({ name, tex }: { readonly name: string; readonly tex: string }) {
  const set = useTypeset(tex, false)
  // Room is kept until it is drawn; its source would be wider.
  return (
    <span role="img" aria-label={name}>
      {set && <TypesetView tex={tex} typeset={set} />}
    </span>
  )
}
