/** A cover: its template, and a picture of the author's on it, which is the same on all covers of the course. */
import { ImagePlus, Loader } from 'lucide-react'
import { type ChangeEvent, useEffect, useRef, useState } from 'react'
import { imageAddress } from '#preload/contract/images.ts'
import type { CourseId } from '#preload/contract/library.ts'
import type { OptionValue, TargetOption } from '#preload/contract/targets.ts'
import type { ImageId } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { putImage } from '#renderer/host/images.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { coverFrom, picturesOffered, valueOf } from './cover-values.ts'
import './cover-option.css'

type CoverOptionOf = Extract<TargetOption, { kind: 'cover' }>

interface CoverGiven {
  readonly option: CoverOptionOf
  readonly value: OptionValue | undefined
  readonly course: CourseId
  readonly onSet: (value: OptionValue) => void
}

export function CoverOption({ option, value, course, onSet }: CoverGiven) {
  const { t, language } = useTexts()
  const label = option.label[language]
  const { template, picture } = coverFrom(value)
  const place = picture?.as ?? option.places[0]?.value ?? ''
  const setPicture = (image: string | null) => onSet(valueOf(template, image === null ? null : { image, as: place }))
  return (
    <div className="options-line">
      <div>
        <span>{label}</span>
      </div>
      <Segmented
        label={label}
        value={template}
        choices={option.choices.map((each) => ({ value: each.value, label: each.label[language] }))}
        onChange={(next) => onSet(valueOf(next, picture))}
      />
      {template !== 'none' && (
        <>
          <Pictures course={course} chosen={picture?.image ?? null} onChoose={setPicture} />
          {picture !== null && (
            <Segmented
              label={t('publishing.cover-place')}
              value={place}
              choices={option.places.map((each) => ({ value: each.value, label: each.label[language] }))}
              onChange={(as) => onSet(valueOf(template, { ...picture, as }))}
            />
          )}
        </>
      )}
    </div>
  )
}

interface PicturesGiven {
  readonly course: CourseId
  readonly chosen: string | null
  readonly onChoose: (image: string | null) => void
}

/** None, those of the course, and any file. */
function Pictures({ course, chosen, onChoose }: PicturesGiven) {
  const { t } = useTexts()
  const ofCourse = useCoursePictures(course)
  return (
    <fieldset className="cover-pictures">
      <legend>{t('publishing.cover-picture')}</legend>
      <label className="cover-none" title={t('publishing.cover-picture-none')}>
        <input type="radio" className="visually-hidden" name="cover-picture" checked={chosen === null} onChange={() => onChoose(null)} />
        <span>{t('publishing.cover-picture-none')}</span>
      </label>
      {picturesOffered(ofCourse, chosen).map((image, at) => (
        <label key={image}>
          <input type="radio" className="visually-hidden" name="cover-picture" checked={chosen === image} onChange={() => onChoose(image)} />
          <img src={imageAddress(image as ImageId)} alt={t('publishing.cover-picture-number', { number: at + 1 })} loading="lazy" />
        </label>
      ))}
      <FileButton onChoose={onChoose} />
    </fieldset>
  )
}

function FileButton({ onChoose }: Pick<PicturesGiven, 'onChoose'>) {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const field = useRef<HTMLInputElement>(null)
  const [isComing, setComing] = useState(false)
  const take = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    currentTarget.value = ''
    if (!file) return
    setComing(true)
    try {
      const { image } = await putImage(host.clients().images, file, file.name)
      onChoose(image.id)
    } catch (error) {
      notices.problem(error, 'publishing')
    } finally {
      setComing(false)
    }
  }
  return (
    <>
      <Button kind="quiet" disabled={isComing} onClick={() => field.current?.click()}>
        {isComing ? <Loader /> : <ImagePlus />}
        {t('publishing.cover-picture-file')}
      </Button>
      <input ref={field} type="file" hidden accept="image/*" onChange={(event) => void take(event)} />
    </>
  )
}

/** None until they are known. */
function useCoursePictures(course: CourseId): readonly string[] {
  const host = useHost()
  const [pictures, setPictures] = useState<readonly string[]>([])
  useEffect(() => {
    const own = new AbortController()
    const ask = async () => {
      const found = await host.clients().publishing.pictures({ course }, own.signal)
      if (!own.signal.aborted) setPictures(found)
    }
    // Without them there are files to choose from; what stands in the way is told by the check.
    ask().catch(() => undefined)
    return () => own.abort()
  }, [host, course])
  return pictures
}
