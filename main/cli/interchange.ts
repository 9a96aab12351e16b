/** `moke import`, `moke export`: Markdown in and out, as the studio's own windows do it. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandError, defineCommand } from '#engine/cli/command.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { prepareImport, previewOf } from '#main/interchange/prepare-import.ts'
import { type ExportedFile, exportedFiles } from '#main/interchange/write-export.ts'
import { exportedLibrary, planOf } from '#main/services/exporting.ts'
import { imagesService } from '#main/services/images.ts'
import { makeImported } from '#main/services/importing.ts'
import type { Workspace } from '#main/services/open-workspace.ts'
import type { FileLoss, ImportTarget } from '#preload/contract/interchange.ts'
import { CourseId } from '#preload/contract/library.ts'
import { filesIn } from './files-in.ts'
import { lossLines, refusedLines } from './loss-lines.ts'
import { places, withWorkspace } from './opened.ts'
import { writeArchive, writeFiles } from './written.ts'

const { workspace } = places
const thread = fileURLToPath(new URL('../interchange/markdown-thread.ts', import.meta.url))

export const importMarkdown = defineCommand({
  details:
    'A file becomes a lesson, a folder a chapter; pictures come along. UTF-8, UTF-16, GBK and Big5 are told apart. All of it is imported, or nothing. The studio must be closed.',
  operands: { value: 'PATH', help: 'Files (.md, .txt) and folders.', count: 'some' },
  options: {
    into: { type: 'string', value: 'COURSE', help: 'The title or id of a course that gets the chapters; a new course if left out.' },
    title: { type: 'string', value: 'TEXT', help: 'What the new course is called; its folder’s name if left out.' },
    'join-lines': { type: 'boolean', help: 'Join the lines of a paragraph instead of keeping its line breaks.' },
    'dry-run': { type: 'boolean', help: 'Only say what would be made, and what would change.' },
    workspace,
  },
  run: ({ options, operands, output, signal, progress }) =>
    withWorkspace(
      { workspace: options.workspace, backups: undefined },
      async ({ workspace: held, folder }) => {
        const { sources, refused: unread } = filesIn(operands)
        const desk = new MarkdownDesk(thread)
        try {
          const prepared = await prepareImport(sources, {
            desk,
            softBreaks: options['join-lines'] ? 'join' : 'keep',
            signal,
            onProgress: (done, total) => progress.update(`${done}/${total}`),
          })
          const { courses, losses, images, refused: unfit } = previewOf(prepared)
          const refused = [...unread, ...unfit]
          const lessons = courses.flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.lessons))
          if (lessons.length === 0) throw new CommandError('There is no text in what was named: .md, .markdown or .txt.')
          const told = [...refusedLines(refused), ...lossLines(losses)].join('\n')
          const record = { lessons: lessons.length, images, refused, losses }
          if (options['dry-run']) return output({ ...record, made: [] }, `Would import ${lessons.length} lessons, ${images} pictures.\n${told}`.trimEnd())
          const target = targetOf(held, options, courses[0]?.title ?? null)
          const pictures = imagesService({ workspace: held, folder })
          for await (const { imported } of makeImported(prepared, { workspace: held, images: pictures, target, chapter: '正文', signal }))
            if (imported) output({ ...record, made: imported.made }, `Imported ${lessons.length} lessons, ${images} pictures.\n${told}`.trimEnd())
        } finally {
          await desk.close()
        }
      },
      true,
    ),
})

function targetOf(held: Workspace, { into, title }: { into: string | undefined; title: string | undefined }, folder: string | null): ImportTarget {
  if (into === undefined) return { kind: 'new', title: (title ?? folder ?? '导入的文章').slice(0, 200) }
  const found = held.read((store) => store.tree()).filter((course) => course.id === into || course.title === into)
  const [course] = found
  if (!course) throw new CommandError(`No course is called ${JSON.stringify(into)}.`)
  if (found.length > 1)
    throw new CommandError(`${found.length} courses are called ${JSON.stringify(into)}; name one by its id: ${found.map(({ id }) => id).join(', ')}.`)
  return { kind: 'course', course: CourseId.parse(course.id) }
}

export const exportMarkdown = defineCommand({
  details:
    'Each lesson is a file with its title above it; chapters are folders, pictures lie in images. What Markdown cannot say is told. Works while the studio is open.',
  operands: { value: 'COURSE|CHAPTER|LESSON', help: 'Its title or id; everything if left out.', count: 'optional' },
  options: {
    out: { type: 'string', value: 'DIR', help: 'The folder to write into, or a file ending in .zip. Nothing that is there is written over.', required: true },
    workspace,
  },
  run: ({ options, operands, output, signal, progress }) =>
    withWorkspace({ workspace: options.workspace, backups: undefined }, async ({ workspace: held, folder }) => {
      const out = resolve(options.out)
      const plan = planOf(held, operands[0] === undefined ? [] : [entryNamed(held, operands[0])])
      const desk = new MarkdownDesk(thread)
      const losses: FileLoss[] = []
      const watched = async function* (): AsyncGenerator<ExportedFile> {
        for await (const file of exportedFiles(plan, exportedLibrary(held, folder), desk, signal)) {
          if ('text' in file) losses.push(...file.losses)
          progress.update(file.path)
          yield file
        }
      }
      try {
        if (out.endsWith('.zip')) await writeArchive(out, watched())
        else
          await writeFiles(
            out,
            watched(),
            plan.files.map(({ path }) => path),
          )
      } finally {
        await desk.close()
      }
      output({ out, files: plan.files.map(({ path }) => path), losses }, [`Wrote ${plan.files.length} lessons to ${out}.`, ...lossLines(losses)].join('\n'))
    }),
})

function entryNamed(held: Workspace, named: string): string {
  const courses = held.read((store) => store.tree())
  const entries = courses.flatMap((course) => [course, ...course.chapters.flatMap((chapter) => [chapter, ...chapter.lessons])])
  const found = entries.filter(({ id, title }) => id === named || title === named)
  const [entry] = found
  if (!entry) throw new CommandError(`No course, chapter or lesson is called ${JSON.stringify(named)}.`)
  if (found.length > 1)
    throw new CommandError(`${found.length} entries are called ${JSON.stringify(named)}; name one by its id: ${found.map(({ id }) => id).join(', ')}.`)
  return entry.id
}

/** What changes or is lost, one place a line. */
