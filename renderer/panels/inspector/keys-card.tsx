import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'

const rows = [
  ['Tab', 'editor.accept-all'],
  ['Mod+ArrowRight', 'editor.accept-word'],
  ['Mod+Shift+ArrowRight', 'editor.accept-clause'],
  ['Alt+\\', 'editor.ask'],
  ['Alt+]', 'editor.next-candidate'],
  ['Alt+[', 'editor.previous-candidate'],
  ['Alt+/', 'why.title'],
  ['Esc', 'editor.dismiss'],
] as const

/** How to take a suggestion, whole or in part. */
export function KeysCard() {
  const { t } = useTexts()
  return (
    <section className="card" aria-label={t('inspector.keys')}>
      <h2>{t('inspector.keys')}</h2>
      <dl className="key-list">
        {rows.map(([keys, text]) => (
          <div key={keys}>
            <dt>
              <Kbd keys={keys} />
            </dt>
            <dd>{t(text)}</dd>
          </div>
        ))}
      </dl>
      <p className="inspector-note">{t('keys.typing')}</p>
    </section>
  )
}
