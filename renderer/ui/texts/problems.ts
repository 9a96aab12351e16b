/** One sentence for each problem an author can meet: what happened, and what to do. */
import { exportSentences } from '#preload/contract/export-sentences.ts'
import type { ProblemCode } from '#preload/contract/problem.ts'
import { lossSentences } from '#preload/contract/loss-sentences.ts'
import type { Entry } from './entry.ts'

/** Of one picture the same is said on the page and at an import. */
const foreign = lossSentences['refused.image-foreign']

export const problemTexts = {
  ...exportSentences,
  'problem.bug': {
    zh: '墨课出了一个错（编号 {bug}）。已写的文字都在，可以接着写。',
    en: 'Something in Moke went wrong (number {bug}). What you wrote is still there; you can go on.',
  },
  'problem.invalid': {
    zh: '这一步没有做成：内容不符合要求。请改一改再试。',
    en: 'That could not be done: something in it is not as it must be. Change it and try again.',
  },
  'problem.cancelled': { zh: '已取消。', en: 'Cancelled.' },
  'problem.unavailable': {
    zh: '墨课的后台暂时没有回应，正在重新连接。这一步请在连上后再做一次；写下的文字和标题会自动保存。',
    en: 'Moke’s background program does not answer; connecting again. Please do this once more when it is connected; text and titles are saved by themselves.',
  },
  'problem.protocol': { zh: '墨课刚更新过，这个页面还是旧的。请重新载入页面。', en: 'Moke was updated and this page is the old one. Please reload the page.' },
  'problem.forbidden': {
    zh: '墨课不再认得这个页面。请在这个浏览器里打开终端里最新打印的地址。没保存上的文字都留在这里，这个资料库再打开时会自动保存。',
    en: 'Moke no longer knows this page. In this browser, open the newest address printed in the terminal. What is not saved is kept here, and is saved by itself once this library is open again.',
  },
  'problem.not-found': { zh: '找不到它了，可能已经移到回收站。', en: 'It is no longer there; it may have been moved to the bin.' },
  'problem.stale': {
    zh: '这一课在别处改过了。没保存上的文字已另存为旁边的一课。',
    en: 'This lesson was changed elsewhere. What could not be saved was kept as a lesson beside it.',
  },
  'problem.not-editor': {
    zh: '另一个窗口正在写这一课。要在这里写，请点“在这里写”。',
    en: 'Another window is writing this lesson. To write here, choose “Write here”.',
  },
  'problem.read-only': {
    zh: '另一个墨课正开着这个资料库，这里只能看。关掉那一个，这里过一会儿就能写。',
    en: 'Another Moke has this library open, so here you can only read. Close the other one, and a moment later you can write here.',
  },
  'problem.disk-full': {
    zh: '磁盘满了，还没保存上。文字都在，请腾出一些空间，墨课会自动再试。',
    en: 'The disk is full, so nothing is saved right now. Your text is kept here: free some space and Moke tries again by itself.',
  },
  'problem.disk-error': {
    zh: '磁盘写不进去，还没保存上。文字都在，墨课会自动再试；请看看磁盘是否还连着。',
    en: 'The disk can’t be written, so nothing is saved right now. Your text is kept here and Moke keeps trying; check that the disk is still connected.',
  },
  'problem.workspace-corrupt': {
    zh: '资料库打不开，原文件已原样保留。可以从最近的完好副本恢复。',
    en: 'The library can’t be read. The file was kept as it is; you can restore the newest good copy.',
  },
  'problem.workspace-newer': {
    zh: '这个资料库是更新版本的墨课建的。请先更新墨课再打开。',
    en: 'This library was made by a newer Moke. Update Moke, then open it.',
  },
  'problem.workspace-older': {
    zh: '一个较旧的墨课正开着这个资料库。请关掉那一个，这里过一会儿就能打开。',
    en: 'An older Moke has this library open. Close it, and a moment later it opens here.',
  },
  'problem.archive-foreign': {
    zh: '“{name}”不是墨课打包的资料库。请选以 .moke 结尾、由“打包带走”或备份存出来的文件。',
    en: '“{name}” is no library packed by Moke. Choose a file ending in .moke that “Pack” or a backup made.',
  },
  'problem.archive-broken': {
    zh: '“{name}”不完整或坏了，多半是复制或下载中断了。什么都没有改动；请再复制一次整个文件，或换一份。',
    en: '“{name}” is not whole or is damaged, most likely because copying it broke off. Nothing was changed; copy the whole file again or choose another one.',
  },
  'problem.archive-no-room': {
    zh: '磁盘上放不下：取出来要 {size} MB。什么都没有改动；请腾出一些空间再试。',
    en: 'There is no room on the disk: unpacked it takes {size} MB. Nothing was changed; free some space and try again.',
  },
  'problem.backup-gone': {
    zh: '备份文件夹“{folder}”现在找不到，可能是移动硬盘或网盘没有连上。写作照常保存；连上后会自动备份，也可以另选一个文件夹。',
    en: 'The backup folder “{folder}” is not there; its drive may not be connected. Writing is saved as always. Backups go on by themselves once it is back, or choose another folder.',
  },
  'problem.backup-denied': {
    zh: '备份文件夹“{folder}”写不进去（只读，或没有权限）。写作照常保存；请改一下权限，或另选一个文件夹。',
    en: 'The backup folder “{folder}” can’t be written (read-only, or you lack the permission). Writing is saved as always. Change its permissions or choose another folder.',
  },
  'problem.backup-choice': {
    zh: '备份放在哪个文件夹，现在读不出来：“{file}”没有读它的权限，或磁盘出了问题。这次没有备份，写作照常保存；请改一下权限，或重新选一个文件夹。',
    en: 'Which folder you chose for backups can’t be read: “{file}” lacks the permission, or its disk fails. No backup was made; writing is saved as always. Change its permissions or choose a folder again.',
  },
  'problem.backup-full': {
    zh: '备份文件夹“{folder}”所在的磁盘满了，这次没有备份。写作照常保存；请腾出一些空间，之后会自动再试。',
    en: 'The disk of the backup folder “{folder}” is full, so no backup was made. Writing is saved as always. Free some space; it is tried again by itself.',
  },
  'problem.backup-unsound': {
    zh: '存到“{folder}”的备份读回来不对，已经丢弃，那块磁盘可能有问题。写作照常保存；会自动再试，最好换一个文件夹。',
    en: 'The backup written to “{folder}” reads back wrong and was thrown away; something may be wrong with that disk. Writing is saved as always. It is tried again; better choose another folder.',
  },
  'problem.path-not-whole': {
    zh: '请写出完整的位置，从盘符或 / 写起，例如 D:\\墨课 或 /home/我/墨课。',
    en: 'Please write the whole path, from the drive or the / on, such as D:\\moke or /home/me/moke.',
  },
  'problem.path-network': {
    zh: '“{file}”在另一台电脑上。请用墨课桌面版的“选择…”来选它；或者先把那个共享文件夹映射成盘符，再写出它的位置。',
    en: '“{file}” is on another computer. Choose it by “Choose…” in the desktop app, or give the shared folder a drive letter and write the path from there.',
  },
  'problem.backup-inside': {
    zh: '备份不能放在资料库自己的文件夹里：坏了会一起坏。请选别的文件夹，最好在另一块磁盘上。',
    en: 'Backups can’t lie in the library’s own folder: what breaks one would break both. Choose another folder, best on another disk.',
  },
  'problem.publish-foreign': {
    zh: '“{file}”是你的：你放的，或者导出以后你改过。没有动它。请把它移走，或另选一个文件夹，再导出一次。',
    en: '“{file}” is yours: you added it, or changed it since an export. It was left. Move it away or choose another folder, then export once more.',
  },
  'problem.publish-gone': {
    zh: '导出文件夹里的“{file}”不见了，所以没法打包下载。请再导出一次，会补上它。',
    en: '“{file}” is gone from the folder of the export, so it can’t be downloaded. Export once more, and it is put back.',
  },
  'problem.publish-running': {
    zh: '上一次导出还没完，这一次没有开始。等它完成，或先取消它。',
    en: 'An export is still under way, so this one did not begin. Wait until it is done, or cancel it first.',
  },
  'problem.publish-slow': {
    zh: '这一课太大，排不出来：用的时间或内存太多。请把它分成几课再试。',
    en: 'This lesson is too large to be made ready: it takes too much time or memory. Divide it into several and try again.',
  },
  'problem.image-empty': { zh: '“{name}”是空的，里面什么也没有。请换一个文件。', en: '“{name}” is empty: there is nothing in it. Choose another file.' },
  'problem.image-foreign': {
    zh: `“{name}”不管名字怎么写，里面都${foreign.zh}。`,
    en: `Whatever its name, “{name}” is ${foreign.en}.`,
  },
  'problem.image-broken': {
    zh: '“{name}”不完整或坏了，多半是下载或复制中断了。请再取一次整个文件，或在看图软件里打开后另存一份。',
    en: '“{name}” is not whole or is damaged, most likely because a download or copy broke off. Fetch the whole file again, or open it in a viewer and save it anew.',
  },
  'problem.image-unsafe': {
    zh: '“{name}”是一张 SVG，但写法不合规，墨课没法确认它是安全的，所以没有放进来。请用绘图软件重新导出，或另存为 PNG。',
    en: '“{name}” is an SVG, but not written as it must be, so Moke can’t make sure that it is safe and left it out. Export it anew from the drawing program, or save it as PNG.',
  },
  'problem.image-too-large': {
    zh: '“{name}”有 {size} MB，超过了一张图片的上限 {limit} MB。请先压缩一下，或把它缩小。',
    en: '“{name}” has {size} MB, more than the {limit} MB that one picture may have. Compress it or make it smaller first.',
  },
  'problem.image-too-wide': {
    zh: '“{name}”是 {width} × {height} 像素（{megapixels} 百万像素），超过了上限 {limit} 百万像素。请先把它缩小。',
    en: '“{name}” is {width} × {height} pixels ({megapixels} megapixels), more than the limit of {limit} megapixels. Make it smaller first.',
  },
  'problem.image-missing': {
    zh: '这张图片的文件不见了。可以从备份恢复，或再放一次。',
    en: 'The file of this picture is gone. Restore it from a backup, or bring it in again.',
  },
  'problem.import-too-many': {
    zh: '一次选了 {count} 个文件，太多了，最多 {limit} 个。请分几次导入，或只选放着文章的文件夹。',
    en: 'These are {count} files; at most {limit} can be looked at together. Import them in several goes, or choose only the folder with the texts.',
  },
  'problem.works-newer': {
    zh: '“我的旧作”是更新版本的墨课存下的，这一版打不开，也没有改动它。请先更新墨课。课程照常可写。',
    en: '“My works” was saved by a newer Moke; this one can’t open it and left it as it is. Update Moke first. Courses can be written as always.',
  },
  'problem.works-damaged': {
    zh: '“我的旧作”的文件坏了，已原样放在一边，另开了一份空的。请把旧作的文件再拖进来一次；课程没有受影响。',
    en: 'The file of “My works” is damaged. It was put aside as it is and an empty one begun. Drop the files of your works in once more; courses are not affected.',
  },
  'problem.work-damaged': {
    zh: '《{title}》的正文坏了，读不出来，也不会拿去学。请移除它，再把文件拖进来一次。',
    en: 'The text of “{title}” is damaged and can’t be read; it isn’t learnt from either. Remove it and drop its file in once more.',
  },
  'problem.model-missing': {
    zh: '没有找到模型“{file}”。请把它放回原处，或换一个模型。写作照常。',
    en: 'The model “{file}” was not found. Put it back or choose another one. Writing works as always.',
  },
  'problem.starter-missing': {
    zh: '墨课自带的模型不见了，先不给建议。请重新安装墨课，或换一个模型。写作照常。',
    en: 'The model that comes with Moke is gone, so there are no suggestions. Install Moke again or choose another model. Writing works as always.',
  },
  'problem.model-unsound': {
    zh: '模型文件可能坏了：“{file}”载入了，却算不出结果。请重新下载整个文件，或换一个模型。写作照常。',
    en: 'The model’s file may be damaged: “{file}” was loaded, but computes nothing. Fetch the whole file again or choose another model. Writing works as always.',
  },
  'problem.model-broken': {
    zh: '模型文件坏了，或者是墨课还不认识的一种：“{file}”。请重新下载，或换一个模型。写作照常。',
    en: 'The model’s file is damaged, or of a kind that Moke does not know yet: “{file}”. Fetch it again or choose another model. Writing works as always.',
  },
  'problem.model-unreadable': {
    zh: '“{file}”读不了：没有读它的权限，或者它所在的磁盘出了问题。请改一下文件的权限，或把它复制到自己的文件夹里再试。',
    en: '“{file}” can’t be read: you lack the permission, or something is wrong with its disk. Change the file’s permissions, or copy it to a folder of your own and try again.',
  },
  'problem.model-folder': {
    zh: '“{file}”是一个文件夹。请选里面以 .gguf 结尾的文件。Hugging Face 的模型文件夹（safetensors）这里还用不上，可以在命令行里教：moke finetune --base 文件夹；学成以后用 moke adapter merge 合成一个 .gguf，再加到这里。',
    en: '“{file}” is a folder. Choose the file in it that ends in .gguf. A model folder of Hugging Face (safetensors) can’t be used here yet, but taught on the command line: moke finetune --base FOLDER. Make one .gguf of what comes of it by moke adapter merge, and add that here.',
  },
  'problem.model-foreign': {
    zh: '不管名字怎么写，“{file}”里面都不是 GGUF 模型：可能是文字、下载失败时存下的网页、压缩包，或别的格式（safetensors、PyTorch）。请重新下载这个模型的 GGUF 版本。',
    en: 'Whatever its name, “{file}” holds no GGUF model: it may be text, the web page of a failed download, an archive, or of another format (safetensors, PyTorch). Fetch the model’s GGUF version again.',
  },
  'problem.model-empty': {
    zh: '“{file}”是空的，里面什么也没有。请重新下载这个模型。',
    en: '“{file}” is empty: there is nothing in it. Fetch the model again.',
  },
  'problem.model-cut': {
    zh: '“{file}”不完整，后面的内容缺了，多半是下载中断了。请重新下载整个文件。',
    en: '“{file}” is not whole: its end is missing, most likely because the download broke off. Fetch the whole file again.',
  },
  'problem.model-part-missing': {
    zh: '这个模型分成 {count} 个文件，还缺 {absent} 个（{missing}）。请把它们放进同一个文件夹，文件名保持下载时的样子。',
    en: 'This model comes in {count} files, and {absent} are missing ({missing}). Put all of them into one folder, under the names they were published with.',
  },
  'problem.model-kind': {
    zh: '“{file}”不是写文字的模型（它用来检索、看图，或只是另一个模型的一部分），不能续写。请换一个语言模型。',
    en: '“{file}” is no model that writes text (it searches, sees pictures, or is a part of another model). Choose a language model.',
  },
  'problem.model-path': {
    zh: '请写出文件的完整位置，从盘符或 / 写起，例如 D:\\模型\\qwen.gguf 或 /home/我/模型/qwen.gguf。',
    en: 'Please write the file’s whole path, from the drive or the / on, such as D:\\models\\qwen.gguf or /home/me/models/qwen.gguf.',
  },
  'problem.model-network': {
    zh: '“{file}”在另一台电脑上。请用墨课桌面版的“选择文件…”来选它；或者先把那个共享文件夹映射成盘符，再写出它的位置，例如 Z:\\模型\\qwen.gguf。',
    en: '“{file}” is on another computer. Choose it by “Choose a file…” in the desktop app, or give the shared folder a drive letter and write the path from there, such as Z:\\models\\qwen.gguf.',
  },
  'problem.model-too-large': {
    zh: '“{file}”要用的内存超出了这台电脑能给的。请换一个小些的模型。写作照常。',
    en: '“{file}” takes more memory than this computer can give it. Choose a smaller model. Writing works as always.',
  },
  'problem.model-timeout': {
    zh: '“{file}”一直载入不了。请看看它所在的磁盘或网络盘是否还连着，再试一次，或换一个模型。写作照常。',
    en: '“{file}” does not finish loading. Check that the disk or network drive it is on is still connected and try again, or choose another model. Writing works as always.',
  },
  'problem.engine-down': { zh: '建议暂停了一下，正在重新启动。写作不受影响。', en: 'Suggestions stopped and are starting again. Writing is not affected.' },
  'problem.suggestion-gone': {
    zh: '引擎重新启动过，这条建议是怎么来的已经查不到了。接着写，新的建议都查得到。',
    en: 'The engine has started again since, and no longer knows how it came to this suggestion. Go on writing: it can tell of every new one.',
  },
  'problem.pattern-invalid': { zh: '这不是一个完整的正则表达式，什么也没有替换。', en: 'That is not a whole regular expression; nothing was replaced.' },
  'problem.pattern-slow': {
    zh: '这个正则表达式找得太久，已经停下，什么也没有替换。请写得具体些，例如少用套在一起的 * 和 +。',
    en: 'That regular expression takes too long and was stopped; nothing was replaced. Make it more exact, with fewer * and + inside each other.',
  },
  'problem.device-missing': {
    zh: '没有找到选定的显卡，先不给建议。请在设置里改用“自动”。',
    en: 'The chosen graphics card was not found, so there are no suggestions. Choose “Automatic” in Settings.',
  },
  'problem.adding-busy': {
    zh: '前面的文件还没读完，新拖来的没有收。等它读完，再拖一次。',
    en: 'The files before are still being read, so what you dropped was not taken. Drop it again when they are done.',
  },
  'problem.works-few': {
    zh: '能学的文字太少，学不出笔风：现在有 {works} 篇、{words} 字，至少要 {needWorks} 篇、{needWords} 字。请再加一些旧作，或把排除的放回来。',
    en: 'There is too little text to learn a voice from: {works} works with {words} characters; at least {needWorks} works and {needWords} characters are needed. Add more of your works, or take back in what was left out.',
  },
  'problem.works-alike': {
    zh: '能学的旧作都像是同一篇的不同版本，留不出一篇没学过的来检验，所以没法学。请再加一些别的旧作。',
    en: 'All works that could be learnt from are versions of one: none is left to see how well it went, so nothing can be learnt. Add other works of yours.',
  },
  'problem.choice-lost': {
    zh: '之前选的“这次学哪些”读不出来了。为了不学到你没选的，请重新选一次，或者选全部。',
    en: 'Which works you had chosen to learn from can’t be read any more. So that nothing is learnt that you did not choose, choose again, or all.',
  },
  'problem.base-unknown': {
    zh: '“{file}”是 {architecture} 一类的模型，墨课还教不了；能教的有 {known}。请换一个模型。',
    en: '“{file}” is a model of the kind {architecture}, which Moke can’t teach yet; it can teach {known}. Choose another model.',
  },
  'problem.base-unusable': {
    zh: '“{file}”教不了：文件坏了，或者里面有墨课还不会算的部分。请换一个模型，或重新下载。它照样可以用来续写。',
    en: '“{file}” can’t be taught: it is damaged, or has a part that Moke can’t compute yet. Choose another model or fetch it again. Completing with it is not affected.',
  },
  'problem.base-changed': {
    zh: '学习开始后，“{file}”换成了另一个模型，没法接着学。请把原来的文件放回来再继续，或取消后重新开始。',
    en: '“{file}” has become another model since this run began, so it can’t go on. Put the file back that was there, or cancel and begin anew.',
  },
  'problem.memory-short': {
    zh: '内存不够：最省的学法也要更多。请关掉一些程序再试，或换一个小些的模型。学到的都在。',
    en: 'There is too little memory, even for the thriftiest way to learn. Close some programs and try again, or choose a smaller model. Nothing learnt is lost.',
  },
  'problem.adapter-missing': {
    zh: '“{name}”的文件不见了，续写先照没有它的样子来。请从备份里找回它，或重新学一次。',
    en: 'The file of “{name}” is gone, so suggestions go on without it. Get it back from a backup, or learn it anew.',
  },
  'problem.adapter-damaged': {
    zh: '“{name}”的文件坏了，用不了；续写先照没有它的样子来。请从备份里找回它，或重新学一次。',
    en: 'The file of “{name}” is damaged, so suggestions go on without it. Get it back from a backup, or learn it anew.',
  },
  'problem.adapter-base-other': {
    zh: '“{name}”是为“{base}”学的，现在用的是另一个模型。先换成“{base}”，再用它。',
    en: '“{name}” was learnt for “{base}”, and another model is in use. Change to “{base}” first.',
  },
  'problem.adapter-base-missing': {
    zh: '“{name}”是为“{base}”学的，这台电脑上没有这个模型。请先把它加进模型里，再用“{name}”。',
    en: '“{name}” was learnt for “{base}”, which is not on this computer. Add that model first, then use “{name}”.',
  },
  'problem.adapter-foreign': {
    zh: '“{file}”不是笔风（LoRA），或者文件坏了，没有带进来。能带进来的有：笔风的 GGUF 文件、PEFT 的文件夹（adapter_config.json 和 adapter_model.safetensors），或这个文件夹的 zip。',
    en: '“{file}” is no adapter (LoRA), or it is damaged, so it was not taken in. What can be taken in: an adapter’s GGUF, a PEFT folder (adapter_config.json and adapter_model.safetensors), or that folder as a ZIP.',
  },
  'problem.adapter-here': {
    zh: '“{name}”已经在单子里了，没有再放一份。',
    en: '“{name}” is in the list already, so it was not added again.',
  },
  'problem.adapter-kind': {
    zh: '“{file}”里有墨课还不会算的东西（{what}），没有带进来。请在做出它的地方另存成普通的 LoRA。',
    en: '“{file}” has something in it that Moke can’t compute yet ({what}), so it was not taken in. Save it as a plain LoRA where it was made.',
  },
  'problem.adapter-model': {
    zh: '“{file}”是一个模型，不是笔风，没有带进来。请到“模型”窗口添加它。',
    en: '“{file}” is a model and no voice, so it was not taken in. Add it in the window of models.',
  },
  'problem.adapter-unreadable': {
    zh: '“{file}”坏了或没有传完，没有带进来。请重新取一份再试。',
    en: '“{file}” is damaged or cut short, so it was not taken in. Fetch it again and try once more.',
  },
  'problem.run-busy': {
    zh: '已经有一次学习或检验在进行。请等它结束，或先取消它。',
    en: 'A run or a proof is under way already. Wait until it ends, or cancel it first.',
  },
  'problem.run-diverged': {
    zh: '这次没有学成：越学越差，放慢了也不行。什么都没有改动。请看看旧作里有没有混进别的东西，或换一个模型。',
    en: 'This run came to nothing: it got worse, even when it went more slowly. Nothing was changed. See whether something strange got in among the works, or choose another model.',
  },
  'problem.run-left-out': {
    zh: '这次学的作品里，有 {count} 篇后来不让学了，或从旧作里删了，所以停下来等你决定。放回它们，就自己接着学；不要它们，就用其余的从头学，学到一半的会丢掉。决定以前什么都不丢，也不再学它们。',
    en: 'Of the works that this run learns from, {count} were left out or removed since, so it waits for you. Take them back in, and it goes on by itself; begin anew without them, and what is half learnt is lost. Until then nothing is lost, and nothing more is learnt of them.',
  },
  'problem.run-masked': {
    zh: '这次学的作品里，有 {count} 篇带着后来要遮住的名字，所以停下来等你决定。不遮了，就自己接着学；照样遮，就从头学，学到一半的会丢掉。决定以前什么都不丢，也不再学它们。',
    en: 'Of the works that this run learns from, {count} hold names that were masked since, so it waits for you. Mask them no more, and it goes on by itself; begin anew with them masked, and what is half learnt is lost. Until then nothing is lost, and nothing more is learnt of them.',
  },
  'problem.run-damaged': {
    zh: '这次学习存下的进度坏了，没法接着学。旧作和课程都没有受影响，请重新开始。',
    en: 'What was kept of this run is damaged, so it can’t go on. Works and courses are not affected; please begin anew.',
  },
  'problem.proof-no-works': {
    zh: '没有能拿来检验的作品：学习时留出没学的那几篇，已经不在旧作里或被排除了，也可能从来不知道是哪几篇。把它们放回来，就能再检验。',
    en: 'There is nothing to prove it by: the works that were held out when it was learnt are no longer among your works, or were left out, or were never known. Take them back in, then prove it again.',
  },
  'problem.server-address': {
    zh: '这个地址用不了。请写 https:// 开头的地址（本机和内网可以用 http://），里面不要带用户名和密码；密钥有单独的一栏。',
    en: 'This address can’t be used. Please write one that begins with https:// (http:// will do on this computer and in a private network), without a name or password in it; the key has a field of its own.',
  },
  'problem.server-plain': {
    zh: '{host} 没有加密：同一个网络里的人能看到发过去的文字。要用的话，请先勾选“我知道没有加密”。',
    en: '{host} is not encrypted: others in the same network can read what is sent there. To use it all the same, tick “I know that it is not encrypted” first.',
  },
  'problem.server-unreachable': {
    zh: '连不上 {host}。请看看地址写得对不对，它是不是开着，网络通不通。写作照常。',
    en: '{host} can’t be reached. See whether the address is right, the server runs, and the network is up. Writing goes on as usual.',
  },
  'problem.server-slow': {
    zh: '{host} 太久没有回应，先不等了；过一会儿再试。写作照常。',
    en: '{host} takes too long to answer and is tried again in a while. Writing goes on as usual.',
  },
  'problem.server-denied': {
    zh: '{host} 不接受这个密钥。请在“模型”窗口里换一个密钥。',
    en: '{host} does not accept this key. Please enter another one in the window of models.',
  },
  'problem.server-model': {
    zh: '{host} 上没有叫这个名字的模型。请在“模型”窗口里看看名字写得对不对。',
    en: '{host} has no model of this name. Please see in the window of models whether it is written as the server has it.',
  },
  'problem.server-busy': {
    zh: '{host} 现在忙不过来，过一会儿再试。写作照常。',
    en: '{host} has too much to do just now and is tried again in a while. Writing goes on as usual.',
  },
  'problem.server-moved': {
    zh: '{host} 让墨课改去别的地址，墨课没有照做，也没有把文字发过去。请直接填写它的新地址。',
    en: '{host} sends to another address; Moke did not follow, and sent nothing there. Please enter its new address itself.',
  },
  'problem.server-foreign': {
    zh: '{host} 的回答不是续写。请看看地址是不是 OpenAI 补全协议（/v1/completions）的，例如 vLLM、llama-server、Ollama。',
    en: 'What {host} answers is no completion. See whether the address is one of OpenAI’s completions protocol (/v1/completions), as vLLM, llama-server and Ollama have it.',
  },
  'problem.trainer-down': {
    zh: '学习一再中断，先停下了。进度都存着：关掉一些程序后可以继续。写作不受影响。',
    en: 'Learning broke off again and again and was stopped. What was reached is kept: close some programs, then go on. Writing is not affected.',
  },
} as const satisfies Record<`problem.${ProblemCode}`, Entry>
