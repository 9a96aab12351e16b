import { Check, ChevronDown } from 'lucide-react'
import type { Timeline } from '#preload/contract/versions.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { type OfferedMoment, offeredMoments } from './moments.ts'
import type { Against } from './past.ts'
import { versionName, whenName } from './words.ts'

interface AgainstMenuProps {
  readonly against: Against
  readonly timeline: Timeline | null
  /** The moment that is looked at. */
  readonly revision: number
  readonly onChange: (against: Against) => void
}

/** A menu of more is no menu; every moment can be reached by the timeline. */
const mostMoments = 12

/** What a moment is held against: now, the text before its stretch, another version, or nothing. */
export function AgainstMenu({ against, timeline, revision, onChange }: AgainstMenuProps) {
  const { t, language } = useTexts()
  const others = offeredMoments(timeline).filter(({ past }) => past.revision !== revision)
  const name = ({ version, past }: OfferedMoment) => (version ? versionName(t, version) : whenName(language, past.at))
  const item = (label: string, value: Against): MenuItem => ({ label, icon: against === value ? <Check /> : null, run: () => onChange(value) })
  const chosen = others.find(({ past }) => past.revision === against)
  const shown = typeof against === 'number' ? t('versions.against-which', { when: chosen ? name(chosen) : '' }) : t(`versions.against-${against}`)
  return (
    <Menu
      trigger={
        <Button kind="quiet" aria-label={`${t('versions.against')}: ${shown}`}>
          {shown}
          <ChevronDown />
        </Button>
      }
      items={[
        item(t('versions.against-now'), 'now'),
        item(t('versions.against-before'), 'before'),
        item(t('versions.against-nothing'), 'nothing'),
        ...(others.length > 0 ? [null] : []),
        ...others.slice(0, mostMoments).map((other) => item(name(other), other.past.revision)),
      ]}
    />
  )
}
