/** The two doors to a page's text that the shell gets: `hold`, for what it does to a lesson, and `handle`, for finding and the palette. */
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import type { Finder } from '#renderer/editor/find/find.ts'
import { placesIn } from '#renderer/editor/find/find-places.ts'
import type { PageHandle } from '#renderer/editor/find/find-request.ts'
import { browserPatternWorker, FindRunner } from '#renderer/editor/find/find-runner.ts'
import { leadToImage } from '#renderer/editor/image/image-led-to.ts'
import type { PageSaving } from '#renderer/editor/saving/page-saving.ts'
import { offersOf } from '#renderer/editor/tools/page-offers.tsx'
import { later } from './page-clock.ts'
import type { PageHold } from './page-props.ts'
import type { PageReach } from './page-reach.ts'

export interface DoorPorts {
  readonly editor: StudioEditor
  readonly reach: PageReach
  readonly saving: PageSaving
  readonly finder: Finder
  readonly isEditable: () => boolean
  readonly isComposing: () => boolean
}

export class PageDoors {
  readonly hold: PageHold
  readonly handle: PageHandle
  /** Finds for a preview beside the bar, which goes on meanwhile. */
  private readonly previewRunner = new FindRunner({ worker: browserPatternWorker, later })

  constructor(ports: DoorPorts) {
    this.hold = holdOf(ports)
    this.handle = handleOf(ports, this.previewRunner)
  }

  stop(): void {
    this.previewRunner.stop()
  }
}

function holdOf({ editor, reach, saving, isEditable }: DoorPorts): PageHold {
  return {
    doc: () => blocksOf(editor),
    saved: () => (saving.hasUnsaved ? saving.settled() : Promise.resolve(isEditable())),
    rewrite: (to) => reach.rewrite(to),
    takeBack: (doc) => reach.takeBackSoon(doc),
  }
}

function handleOf({ editor, reach, finder, isEditable, isComposing }: DoorPorts, runner: FindRunner): PageHandle {
  return {
    find: (request) => finder.ask(request),
    doc: () => blocksOf(editor),
    places: async (sought) => {
      const doc = blocksOf(editor)
      const places = await placesIn(doc, sought, runner)
      return places && { doc, places }
    },
    isEditable,
    replace: (doc, edits) => reach.replace(doc, edits),
    takeBack: (doc) => reach.takeBack(doc),
    bringBack: (doc, before) => reach.bringBack(doc, before),
    toPicture: (block, isDescribed) => !isComposing() && leadToImage(editor, block, isDescribed && isEditable()),
    offers: () => (isComposing() ? [] : offersOf(editor, isEditable())),
  }
}
