/** Strings of the models' window: what each model is, what it needs, and whether this computer has it. */
import type { Entry } from './entry.ts'

export const modelTexts = {
  'models.lead': {
    zh: '建议由这台电脑上的一个模型写出来。可以换成任何 llama.cpp 能用的 GGUF 模型：不论是基础模型还是对话模型，都只接着你的文字往下写。下面的信息都来自模型文件本身，选用之前不会载入。',
    en: 'Suggestions are written by a model on this computer. It can be any GGUF that llama.cpp runs: base or instruction-tuned, it only goes on with your text. The details below are read from the model files themselves; a model is loaded only once you choose it.',
  },
  'models.add': { zh: '添加模型', en: 'Add a model' },
  'models.pick': { zh: '选择文件…', en: 'Choose a file…' },
  'models.pick-hint': {
    zh: '也可以把 .gguf 文件拖进窗口。文件留在原处，不会复制。',
    en: 'Or drop a .gguf file on the window. It stays where it is and is not copied.',
  },
  'models.path': { zh: '模型文件在这台电脑上的位置', en: 'Where the model’s file is on this computer' },
  'models.path-hint': {
    zh: '写出完整的位置，例如 /home/我/模型/qwen.gguf 或 D:\\模型\\qwen.gguf。文件留在原处，不会上传，也不会复制。',
    en: 'Its whole path, such as /home/me/models/qwen.gguf or D:\\models\\qwen.gguf. The file stays where it is; it is neither uploaded nor copied.',
  },
  'models.not-there': {
    zh: '这个位置没有文件：{path}。请看看名字（大小写和结尾的 .gguf 也要一样）和文件夹写得对不对，它所在的磁盘是不是连着。',
    en: 'There is no file at {path}. Check its name (capitals and the ending .gguf count, too), its folder, and that its disk is connected.',
  },
  'models.bring': { zh: '添加', en: 'Add' },
  'models.bringing': { zh: '正在读取…', en: 'Reading…' },
  'models.no-path': {
    zh: '浏览器不让网页知道“{file}”放在哪里。请在这里写出它的完整位置。',
    en: 'The browser does not tell a page where “{file}” is. Please write its whole path here.',
  },
  'models.drop-other': { zh: '这里只能放 .gguf 模型文件。', en: 'Only a model’s .gguf file can be dropped here.' },
  'models.listing': { zh: '正在读取模型…', en: 'Reading the models…' },
  'models.none-yet': {
    zh: '除了自带的入门模型，还没有别的模型。添加一个更大的，建议会写得更好。',
    en: 'There is no model yet beside the starter. A larger one writes better suggestions.',
  },
  'models.which': { zh: '添加哪个模型，到哪里找', en: 'Which model to add, and where to find it' },
  'models.which-lead': {
    zh: '写中文课程，可以从 Qwen3 的基础模型（Base）试起：以 Apache 2.0 许可发布，可以用来写收费课程。下面按电脑给出合适的大小；我们没有逐个试过，写得好不好、快不快，用了才知道。',
    en: 'For courses in Chinese the base models of Qwen3 are a good start: published under Apache 2.0, they may be used for paid courses. Sizes by computer are below; we have not tried each of them, and only use shows how well and how fast one writes.',
  },
  'models.which-small': { zh: '8 GB 内存，没有独立显卡', en: '8 GB of memory, no graphics card' },
  'models.which-middle': { zh: '16 GB 内存，没有独立显卡', en: '16 GB of memory, no graphics card' },
  'models.which-large': { zh: '有 8 GB 显存的游戏显卡', en: 'A gaming graphics card with 8 GB' },
  'models.which-size': { zh: '{type}，约 {size}', en: '{type}, about {size}' },
  'models.which-where': {
    zh: '在 {modelscope}（国内）或 {huggingface} 上搜索模型名加 GGUF，下载对应的 .gguf 文件，再在这里添加。Base 的 GGUF 多由别人转换：请看清下载页上写的来源和许可。Gemma 3（名字带 pt 的是基础模型）也能用，但要遵守 Google 的 Gemma 使用条款。墨课自己不联网，也不会替你下载。',
    en: 'On {modelscope} (in China) or {huggingface}, search for the model’s name with GGUF, download that .gguf file, and add it here. Most GGUFs of base models are made by others: look at the source and licence on their page. Gemma 3 (base models have pt in their name) works, too, under Google’s Gemma Terms of Use. Moke itself uses no network and downloads nothing.',
  },
  'models.unlisted': { zh: '现在读不了模型。', en: 'The models can’t be read now.' },
  'models.again': { zh: '再读一次', en: 'Read again' },

  'models.use': { zh: '用这个模型', en: 'Use this model' },
  'models.use-named': { zh: '用“{name}”', en: 'Use “{name}”' },
  'models.used': { zh: '正在使用', en: 'In use' },
  'models.loading': { zh: '正在载入', en: 'Loading' },
  'models.loaded': { zh: '正在载入 {percent}', en: 'Loading, {percent}' },
  'models.cancel': { zh: '取消', en: 'Cancel' },
  'models.refused': { zh: '没有用上，仍用原来的模型。', en: 'It could not be used; the one before serves on.' },
  'models.retry': { zh: '再试一次', en: 'Try again' },
  'models.copy': { zh: '复制到墨课的文件夹', en: 'Copy to Moke’s folder' },
  'models.copying': { zh: '正在复制，{done}，共 {total}', en: 'Copying, {done} of {total}' },
  'models.copied': { zh: '已复制到墨课的文件夹，原来的文件没有动', en: 'Copied to Moke’s folder; the original was not touched' },
  'models.forget': { zh: '从列表移除', en: 'Remove from the list' },
  'models.forgotten': { zh: '已移除“{name}”，文件还在原处', en: '“{name}” was removed; its file is where it was' },
  'models.delete': { zh: '删除文件…', en: 'Delete its file…' },
  'models.delete-title': { zh: '删除“{name}”的文件？', en: 'Delete the file of “{name}”?' },
  'models.delete-body': { zh: '{file}（{size}）会从磁盘上删除，找不回来。', en: '{file} ({size}) is deleted from the disk and can’t be brought back.' },
  'models.delete-broken': { zh: '{file} 会从磁盘上删除，找不回来。', en: '{file} is deleted from the disk and can’t be brought back.' },
  'models.delete-action': { zh: '删除文件', en: 'Delete the file' },
  'models.deleted': { zh: '已删除 {file}', en: '{file} was deleted' },

  'models.kind': { zh: '模型', en: 'Model' },
  'models.base': { zh: '基础模型', en: 'base model' },
  'models.instruct': { zh: '对话模型（只用来续写）', en: 'instruction-tuned (only goes on with text)' },
  'models.family': { zh: '{family} 系，{count}参数', en: '{family} family, {count} parameters' },
  'models.size': { zh: '文件', en: 'File' },
  'models.files': { zh: '{size}，分成 {count} 个文件', en: { one: '{size} in {count} file', other: '{size} in {count} files' } },
  'models.bits': { zh: '{bits} 位量化', en: '{bits}-bit' },
  'models.languages': { zh: '语言', en: 'Languages' },
  'models.context': { zh: '上下文', en: 'Context' },
  'models.context-value': { zh: '{count} 词元；墨课用最近的 {used} 个', en: '{count} tokens; Moke uses the last {used}' },
  'models.memory': { zh: '内存', en: 'Memory' },
  'models.memory-value': { zh: '需要约 {needed}，现在空闲 {free}', en: 'takes about {needed}; {free} is free now' },
  'models.memory-needed': { zh: '需要约 {needed}', en: 'takes about {needed}' },
  'models.card-value': { zh: '显卡 {card} 空闲 {free}', en: '{card} has {free} free' },
  'models.card': { zh: '显卡', en: 'graphics card' },
  'models.where': { zh: '位置', en: 'Where' },

  'models.licence': { zh: '许可', en: 'Licence' },
  'models.licence-shipped': { zh: '随墨课发布（MIT），可以用来写收费课程', en: 'comes with Moke (MIT); may be used for paid courses' },
  'models.licence-open': { zh: '{licence}：可以用来写收费课程', en: '{licence}: may be used for paid courses' },
  'models.licence-terms': {
    zh: '{licence}：有附加条款。写收费课程之前，请读一读它的全文',
    en: '{licence}: it comes with terms. Read them before you use it for paid courses',
  },
  'models.licence-non-commercial': {
    zh: '{licence}：只准非商业使用，不要用来写收费课程',
    en: '{licence}: not for commercial use. Don’t use it for paid courses',
  },
  'models.licence-none': {
    zh: '许可未注明：文件没写能不能商用。写收费课程之前，请到下载它的网页上查清楚',
    en: 'Not stated: the file does not say whether it may be used commercially. Before you use it for paid courses, look at the page you got it from',
  },

  'models.comfortable': { zh: '内存够用，这台电脑跑得动。', en: 'There is memory enough, and this computer runs it well.' },
  'models.on-card': { zh: '显卡装得下，会很快。', en: 'It fits the graphics card and will be fast.' },
  'models.slow': {
    zh: '内存够用，但会慢：一句建议大约要等 {seconds} 秒。想快一些，请选 {most} 以下的模型。',
    en: 'There is memory enough, but it is slow: about {seconds} s for a suggestion. For a faster one choose a model below {most}.',
  },
  'models.tight': {
    zh: '空闲的内存还差 {missing}。请先关掉一些程序再用，不然整台电脑都会变慢。',
    en: '{missing} more free memory is needed. Close some programs first, or the whole computer becomes slow.',
  },
  'models.too-large': {
    zh: '这台电脑装不下：需要约 {needed}，内存一共 {total}。请选 {most} 以下的模型，或同一个模型更小的版本（如 Q4_K_M）。',
    en: 'It does not fit this computer: it takes about {needed} of {total} in all. Choose a model below {most}, or a smaller version of this one (such as Q4_K_M).',
  },
} as const satisfies Record<string, Entry>
