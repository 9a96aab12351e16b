/** What an author is told of a lesson before it goes out, on the page and in the terminal: one sentence for each kind of finding, whichever the target. */
import type { FindingKind, TargetFinding } from './findings.ts'
import type { Sentence } from './sentence.ts'

export const findingSentences = {
  'finding.title-long': { zh: '标题太长，那里放不下', en: 'The title is longer than they take' },
  'finding.title-perhaps-long': { zh: '标题可能太长，那里的上限未经平台验证', en: 'The title may be too long; their limit is not verified' },
  'finding.title-missing': { zh: '没有标题', en: 'There is no title' },
  'finding.title-unnamed': { zh: '这一课还没有起名', en: 'The lesson has no name of its own yet' },
  'finding.course-empty': {
    zh: '课程里还没有课，导出的只是一个空壳；先写一课',
    en: 'There is no lesson in the course yet, so nothing but its title goes out: write one first',
  },
  'finding.lesson-empty': { zh: '这一课只有标题，还没有正文', en: 'There is nothing in the lesson but its title' },
  'finding.chapter-empty': { zh: '没有课的章不会出现', en: 'A chapter without lessons does not appear' },
  'finding.body-short': { zh: '正文可能太短，那里的下限未经平台验证', en: 'The text may be too short; their limit is not verified' },
  'finding.heading-deep': { zh: '更深的标题会变成加粗的一行', en: 'Deeper headings become bold lines' },
  'finding.heading-flat': { zh: '最深的标题会和上一级一样', en: 'The deepest headings become those of the level above' },
  'finding.image-by-hand': { zh: '这张图片要到那里手动放上', en: 'This picture is to be put in by hand there' },
  'finding.file-kept': {
    zh: '这个文件你改过，还是你的那份；课里新写的不在里面',
    en: 'You changed this file, and it is yours still; what is new in the lesson is not in it',
  },
  'finding.file-old': {
    zh: '这里的旧文件你改过，或者是你放的，留着没动；墨课已经不再往这里写',
    en: 'You changed or added this file in an old place, so it was left; Moke writes nothing there any more',
  },
  'finding.image-missing': { zh: '图片找不到了', en: 'A picture is missing' },
  'finding.image-type': { zh: '这种图片那里不收', en: 'They don’t take pictures of this type' },
  'finding.image-unkept': {
    zh: '墨课读不了这种图片，没有放进来；另存成 PNG 或 JPEG 再用',
    en: 'Moke can’t read pictures of this type, so this one was left out; save it as PNG or JPEG',
  },
  'finding.image-broken': { zh: '图片文件坏了，显示不出来', en: 'The file of a picture is damaged' },
  'finding.image-unread': {
    zh: '图片文件这次读不出来，请检查硬盘或权限，再导出一次',
    en: 'The file of a picture could not be read; check the disk or its permissions, and export once more',
  },
  'finding.image-unmade': { zh: '图片这次没能换格式，请再导出一次', en: 'A picture could not be made anew this time; export once more' },
  'finding.image-large': { zh: '图片文件太大，没有放进来；缩小后再发布', en: 'The file of a picture is too large and was left out; make it smaller' },
  'finding.image-outside': {
    zh: '图片在这个文件夹外面，没有放进来；要用就复制进来',
    en: 'A picture lies outside of the folder and was left out; copy it into the folder to use it',
  },
  'finding.image-unprepared': {
    zh: '处理图片的程序没有启动，图片会原样出去；请再导出一次',
    en: 'The program that prepares pictures did not start, so this one goes out as it is; export once more',
  },
  'finding.image-made': { zh: '图片会换成那里能显示的格式', en: 'A picture is put into a format that they can show' },
  'finding.image-shrunk': { zh: '图片会缩小', en: 'A picture is made smaller' },
  'finding.image-upright': { zh: '图片会转正，或换成屏幕能显示的颜色', en: 'A picture is turned upright, or put into colours for screens' },
  'finding.image-still': { zh: '动图只留第一帧', en: 'Of a moving picture the first frame is shown' },
  'finding.image-flat': { zh: '图片透明的地方会变成白色', en: 'Where a picture is see-through it becomes white' },
  'finding.image-unsaid': { zh: '图片听不见，请用话说说它画了什么', en: 'A picture can’t be heard: say in words what it shows' },
  'finding.mark-unsaid': { zh: '像网页标记的文字（<img>、网址）不会念', en: 'What looks like a mark of a web page (a tag, an address) is not read aloud' },
  'finding.sign-unsaid': {
    zh: '表情和符号只看得见，不会念；有意思的请用话说，或写进“读音”',
    en: 'Emoji and signs are seen and not read aloud: say in words what they mean, or tell how under “Readings”',
  },
  'finding.link-unsaid': { zh: '链接只念文字，不念网址', en: 'Of a link the words are read aloud, not the address' },
  'finding.strike-unsaid': { zh: '划掉的字不会念', en: 'What is struck out is not read aloud' },
  'finding.own-note-unsaid': { zh: '留给自己看的话（TODO、待补）不会念', en: 'A note to yourself (TODO) is not read aloud' },
  'finding.left-unsaid': { zh: '缺了图片或网址的地方不会念', en: 'What stands where a picture or an address is missing is not read aloud' },
  'finding.cover-missing': { zh: '封面没有画成', en: 'The cover could not be drawn' },
  'finding.cover-labelled': {
    zh: '封面用的图带着 AI 标识：封面角上会写明，文件里也带着；发布时请如实声明',
    en: 'The picture on the cover has an AI label: the cover says so in a corner and in its file; say so there when you publish',
  },
  'finding.link-out': { zh: '通到外面的链接会变成文末的网址', en: 'Links that lead out become addresses at the end' },
  'finding.body-long': {
    zh: '连样式和公式的图一起算（不是字数），超过了接口一次收的；粘贴收多少未经平台验证，收不下就分成两篇',
    en: 'Counted with its styles and drawn formulas (not in words) it is more than their interface takes at once; what a paste takes is not verified: part it in two if it is refused',
  },
  'finding.author-long': { zh: '作者名可能太长，那里的上限未经平台验证', en: 'The author’s name may be too long; their limit is not verified' },
  'finding.code-lines': { zh: '代码会变成一行行引用', en: 'Code becomes lines of a quotation' },
  'finding.formula-by-hand': { zh: '这个公式要在那里重新插入', en: 'This formula is to be put in anew there' },
  'finding.unverified': { zh: '那里收什么没有公开说明，请自己看一眼', en: 'They don’t say what they take: look it over there' },
  'finding.glyph-missing': { zh: '有的字，书里的字体没有', en: 'No font of the book has some of the characters' },
  'finding.passage-unset': { zh: '这一段排不出来，那里会写明', en: 'A passage can’t be typeset; the book says so there' },
  'finding.text-turned': { zh: '有让文字倒着写的隐形字符，会去掉', en: 'Invisible signs that turn text around go' },
  'finding.link-long': { zh: '链接太长，只留文字', en: 'A link is too long; its words stay' },
  'finding.formula-unread': { zh: '这个公式读不懂，会留着源码', en: 'This formula can’t be read; its source stays' },
  'finding.formula-wide': {
    zh: '公式太宽，那里放不下，或者缩得看不清，请分成几行写',
    en: 'A formula is too wide: there it has no room, or is too small to read; write it in several lines',
  },
  'finding.formula-foreign': { zh: '那里认不得这个公式的写法，请换一种', en: 'They can’t read a formula written so: write it otherwise' },
  'finding.formula-lines': { zh: '公式里的线画不出来', en: 'Lines within a formula can’t be drawn' },
  'finding.formula-link': { zh: '公式里的网址会去掉，只留公式', en: 'The address within a formula goes; the formula stays' },
  'finding.table-wide': {
    zh: '表格太宽，那里放不下：字会很小，词和数字会断开；最好分成几张',
    en: 'A table is too wide for its page: its type is small there, and words and numbers are broken; better make several of it',
  },
  'finding.table-merged': { zh: '合并的单元格会拆开', en: 'Merged cells are parted' },
  'finding.table-merged-kept': {
    zh: '合并的单元格照样写在里面；那里显示成什么样未经平台验证，发布前看一眼',
    en: 'Merged cells are written as they are; how they show there is not verified: look before you publish',
  },
  'finding.table-align': { zh: '表格里居中、靠右的列会靠左', en: 'Centred and right-aligned columns stand at the left' },
  'finding.table-formula': { zh: '表格里的公式会换一种写法', en: 'Formulas in a table are written otherwise' },
  'finding.note-formula': { zh: '脚注里的公式会变成一行字', en: 'A formula in a footnote becomes a line of characters' },
  'finding.note-once': { zh: '同一个脚注用了几次，那里只认一次', en: 'A footnote is used several times, and they know it once' },
  'finding.notes-listed': { zh: '脚注会变成正文里的 [1] 和文末的列表', en: 'Footnotes become numbers [1] in the text and a list at its end' },
  'finding.notes-listed-file': {
    zh: '导入文档时，脚注会变成正文里的 [1] 和文末的列表；粘贴富文本时是知乎自己的参考文献',
    en: 'In the document to import, footnotes become numbers [1] and a list at the end; pasted, they are references of Zhihu’s own',
  },
  'finding.link-lesson': { zh: '指向别的课的链接通不到', en: 'Links to other lessons lead nowhere' },
  'finding.callout': { zh: '标注框会变成普通段落', en: 'Callouts become plain paragraphs' },
  'finding.callout-quoted': { zh: '标注框会变成引用，开头写明是哪一种', en: 'Callouts become quotations that begin with their name' },
  'finding.highlight': { zh: '高亮会变成别的样子', en: 'Highlights look otherwise' },
  'finding.emphasis-bold': { zh: '斜体的中文会变成加粗', en: 'Chinese in italics becomes bold' },
  'finding.emphasis-dotted': { zh: '斜体的中文会变成着重号，字下加点', en: 'Chinese in italics has a dot below each character' },
  'finding.underline': { zh: '下划线会去掉', en: 'Underlines go' },
  'finding.strike': { zh: '删除线会去掉', en: 'Strikethroughs go' },
  'finding.task': { zh: '任务的方框会变成符号', en: 'Boxes of tasks become signs' },
  'finding.list-depth': { zh: '太深的列表会往外提', en: 'Lists that are too deep move outwards' },
  'finding.label-by-hand': { zh: '有 AI 写的话：发布时请勾选“包含 AI 辅助创作”', en: 'A model wrote some of it: declare AI assistance when you publish' },
  'finding.label-declare': {
    zh: '有 AI 写的话：发布时请在那里如实声明',
    en: 'A model wrote some of it: say so there when you publish',
  },
  'finding.label-unnamed': { zh: 'AI 标识里没写是谁，请填名称', en: 'The AI label names nobody: fill in the name' },
  'finding.heading-moved': { zh: '开头的标题会移到第一段后面', en: 'Headings at the top move behind the first paragraph' },
  'finding.breath': { zh: '这句太长，一口气念不完', en: 'This sentence is too long for one breath' },
  'finding.breath-commas': { zh: '有长句，念的时候要靠逗号换气', en: 'Some sentences are long: breathe at their commas' },
  'finding.heading-led': { zh: '小标题前加了过渡的话', en: 'Headings are led on to in words that you did not write' },
  'finding.reading-unsure': { zh: '这里有几种念法，怎么念请写进“读音”', en: 'It can be said in several ways: tell how under “Readings”' },
  'finding.reading-dropped': { zh: '给火山引擎的文件带不上你写的读音', en: 'The file for Volcengine can’t carry your reading' },
  'finding.note-unsaid': { zh: '脚注不会念出来', en: 'Footnotes are not read aloud' },
  'finding.code-unsaid': { zh: '代码不会念，请用话说说它做什么', en: 'Code is not read aloud: say in words what it does' },
  'finding.formula-unsaid': { zh: '公式念不出来，请用话说说它的意思', en: 'A formula is not read aloud: say in words what it means' },
  'finding.table-unsaid': { zh: '表格不会念，请用话说说它讲什么', en: 'A table is not read aloud: say in words what it shows' },
  'finding.album-title-long': { zh: '专辑名太长，那里放不下', en: 'The title of the album is longer than they take' },
  'finding.selling-point-missing': { zh: '专辑卖点还空着，建专辑时必须填', en: 'The selling point is empty: it is asked for when an album is made' },
  'finding.category-missing': { zh: '专辑分类还空着，建专辑时必须选', en: 'The category is empty: it has to be chosen when an album is made' },
  'finding.track-short': { zh: '这一条太短，单卖要满五分钟', en: 'This track is too short to be sold by itself' },
  'finding.track-small': {
    zh: '这一条录成 128 kbps 的 MP3 会小于 1 MB，可能传不上去（未经平台验证）',
    en: 'As an MP3 of 128 kbps this track is under 1 MB and may be refused (not verified there)',
  },
  'finding.record': { zh: '口播稿好了，等你录音', en: 'The script is ready to be recorded' },
  'finding.heading-empty': { zh: '有空的标题', en: 'A heading is empty' },
  'finding.link-empty': { zh: '有看不见的链接', en: 'A link can’t be seen' },
  'finding.alt-missing': { zh: '图片没有文字说明', en: 'A picture has no description' },
  'finding.line-broken': { zh: '一句话中间断了行', en: 'A line breaks within a sentence' },
  'finding.spaces': { zh: '有多余的空格', en: 'There are needless spaces' },
  'finding.half-marks': { zh: '中文里有半角标点', en: 'There are half-width marks within Chinese' },
  'finding.full-digits': { zh: '有全角的数字或字母', en: 'There are full-width digits or letters' },
  'finding.markdown-left': { zh: '有没变成格式的 Markdown 记号', en: 'Signs of Markdown are left in the text' },
  'finding.image-left': { zh: '这张图没有导入，读者看不到它', en: 'A picture was not brought in: readers won’t see it' },
  'finding.placeholder-left': { zh: '有等着补写的地方', en: 'A place still waits for its words' },
} as const satisfies Record<`finding.${FindingKind}`, Sentence>

/** A lesson without a name of its own goes out all the same: nobody refuses it, and its author is asked first. */
export function isOnlyAsked({ level, kind }: Pick<TargetFinding, 'level' | 'kind'>): boolean {
  return level === 'refused' && kind === 'title-unnamed'
}

/** A picture of which there is nothing to show: the course goes out all the same, and its author is asked first. */
export function isPictureGone({ kind }: Pick<TargetFinding, 'kind'>): boolean {
  return GONE.has(kind)
}

/** How many pictures these are. */
export function picturesGone(findings: readonly (Pick<TargetFinding, 'kind' | 'block' | 'text'> & { readonly lesson: string | null })[]): number {
  return new Set(findings.filter(isPictureGone).map(({ lesson, block, text }) => JSON.stringify([lesson, block, text]))).size
}

const GONE: ReadonlySet<FindingKind> = new Set([
  'image-missing',
  'image-unkept',
  'image-broken',
  'image-unread',
  'image-unmade',
  'image-large',
  'image-outside',
])

/** A picture that an import left out: there never was one to be kept, and readers see a sentence. */
export function isPictureLeft({ kind }: Pick<TargetFinding, 'kind'>): boolean {
  return kind === 'image-left'
}

/** What readers see nothing of but a source or a box: the course goes out all the same, and its author is asked first. */
export function isUnshown({ kind }: Pick<TargetFinding, 'kind'>): boolean {
  return UNSHOWN.has(kind)
}

const UNSHOWN: ReadonlySet<FindingKind> = new Set(['formula-unread', 'glyph-missing'])

/** What became of a picture is told in figures, which are nobody's words. */
export function isInFigures({ kind }: Pick<TargetFinding, 'kind'>): boolean {
  return kind === 'image-made' || kind === 'image-still' || kind === 'image-shrunk'
}

/** What an author is asked about before it goes out. */
export function isAsked(finding: Pick<TargetFinding, 'level' | 'kind'>): boolean {
  return finding.level === 'refused' || isPictureGone(finding) || isPictureLeft(finding) || isUnshown(finding)
}
