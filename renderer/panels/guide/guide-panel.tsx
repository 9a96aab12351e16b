import type { Root } from 'mdast'
import { useEffect, useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { Problem } from '#preload/contract/problem.ts'
import { chaptersOf } from './chapters.ts'
import { GuideNode } from './guide-node.tsx'
import { readGuide } from './guide-text.ts'
import './guide-panel.css'

/** The guide: what can be done here, and how, with pictures. */
export function GuidePanel() {
  const { t, language } = useTexts()
  const notices = useNotices()
  const [guide, setGuide] = useState<Root | null>(null)
  useEffect(() => {
    let isOver = false
    readGuide(language).then(
      (root) => {
        if (!isOver) setGuide(root)
      },
      // A file of the page itself, which its host no longer gives.
      () => notices.problem(new Problem('unavailable', 'the guide could not be read')),
    )
    return () => {
      isOver = true
    }
  }, [language, notices])
  if (!guide)
    return (
      <p className="desk-opening" role="status">
        {t('start.opening')}
      </p>
    )
  return (
    <div className="guide">
      <nav className="guide-chapters" aria-label={t('guide.chapters')}>
        {chaptersOf(guide).map(({ id, title }) => (
          <a key={id} href={`#${id}`} onClick={(event) => goTo(event, id)}>
            {title}
          </a>
        ))}
      </nav>
      <article className="guide-text">
        {guide.children.map((node, at) => (
          <GuideNode key={at} node={node} />
        ))}
      </article>
    </div>
  )
}

/** By hand: an address with a fragment would be another address, of which the host knows nothing. */
function goTo(event: { preventDefault(): void }, id: string): void {
  event.preventDefault()
  const heading = document.getElementById(id)
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
