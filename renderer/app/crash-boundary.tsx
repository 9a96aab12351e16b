import { Component, type ReactNode, useState } from 'react'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import './crash-boundary.css'

interface State {
  readonly fault: Error | null
  /** What stood on the page when it broke. */
  readonly text: string
}

/** The edge where a fault of the page ends: says what to do, and holds out the text that was on the page. */
export class CrashBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { fault: null, text: '' }

  static getDerivedStateFromError(thrown: unknown): State {
    // The page is still in the document at this moment; a moment later it is gone.
    const pages = [...document.querySelectorAll<HTMLElement>('.lesson-session')]
    return { fault: thrown instanceof Error ? thrown : new Error(String(thrown)), text: pages.map((page) => page.innerText).join('\n\n') }
  }

  override render() {
    return this.state.fault ? <CrashScreen fault={this.state.fault} text={this.state.text} /> : this.props.children
  }
}

function CrashScreen({ fault, text }: { fault: Error; text: string }) {
  const { t } = useTexts()
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
  }
  return (
    <main className="crash" role="alert">
      <span className="seal" aria-hidden="true">
        {t('app.seal')}
      </span>
      <h1>{t('crash.title')}</h1>
      <p>{t('crash.body')}</p>
      <div className="crash-actions">
        <Button kind="go" onClick={() => location.reload()}>
          {t('ui.reload')}
        </Button>
        {text !== '' && <Button onClick={() => void copy()}>{copied ? t('ui.copied') : t('crash.copy')}</Button>}
      </div>
      {text !== '' && (
        <label>
          {t('crash.unsaved')}
          <textarea className="field" readOnly value={text} rows={8} />
        </label>
      )}
      <details>
        <summary>{t('crash.report')}</summary>
        <pre>{fault.stack ?? fault.message}</pre>
      </details>
    </main>
  )
}
