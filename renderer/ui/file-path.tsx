import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import { useTexts } from './i18n.tsx'
import './file-path.css'

/** A place on the author's disk: to be read, selected and copied. */
export function FilePath({ path }: { path: string }) {
  const { t } = useTexts()
  const [copied, setCopied] = useState(false)
  const shown = useRef<HTMLElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(path)
      setCopied(true)
    } catch {
      // The browser does not let us: it stands there selected, to be copied by hand.
      if (shown.current) getSelection()?.selectAllChildren(shown.current)
    }
  }
  return (
    <span className="file-path">
      <code ref={shown} title={path}>
        <bdi>{path}</bdi>
      </code>
      <IconButton label={t(copied ? 'ui.copied' : 'ui.copy')} onClick={() => void copy()} onBlur={() => setCopied(false)}>
        {copied ? <Check /> : <Copy />}
      </IconButton>
    </span>
  )
}
