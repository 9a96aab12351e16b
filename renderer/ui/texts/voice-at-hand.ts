/** Strings of the voice while one writes: the small window of it, and its signs at the window's edges. */
import type { Entry } from './entry.ts'

export const voiceAtHandTexts = {
  'voice.at-hand': { zh: '笔风', en: 'Voice' },
  'voice.at-hand-which': { zh: '用哪个笔风写', en: 'Which voice writes' },
  'voice.at-hand-none': { zh: '不用笔风', en: 'None' },
  'voice.at-hand-as-is': { zh: '模型原来的样子', en: 'the model as it was' },
  'voice.at-hand-doubtful': { zh: '检验下来不建议用', en: 'proved not to be recommended' },
  'voice.at-hand-sign': { zh: '笔风和力度：{name} {share}', en: 'Voice and its strength: {name} {share}' },
  'voice.at-hand-sign-none': { zh: '笔风：没有用', en: 'Voice: none in use' },
  'voice.at-hand-sign-idle': { zh: '笔风：{name}，没有起作用', en: 'Voice: {name}, without effect' },
  'voice.at-hand-lost': { zh: '和墨课的连接断了，连上以后才能改。', en: 'The connection to Moke is lost; this can be changed once it is back.' },
  'voice.at-hand-read-only': {
    zh: '另一个墨课正开着这个文件夹：这里看得见，改不了。',
    en: 'Another Moke has this folder open: this can be seen here, not changed.',
  },
  'voice.at-hand-server': {
    zh: '现在是 {host} 的模型在写，笔风用不上；停用那个服务器以后才起作用。',
    en: 'A model of {host} writes now, and no voice works in it. It will once that server is switched off.',
  },
  'voice.at-hand-starting': {
    zh: '模型还在准备。现在选的，它一就绪就用上。',
    en: 'The model is getting ready. What you choose now works as soon as it is.',
  },
  'voice.at-hand-restarting': {
    zh: '模型正在重新启动。现在选的，它一就绪就用上。',
    en: 'The model is starting again. What you choose now works as soon as it is ready.',
  },
  'voice.at-hand-failed': {
    zh: '模型没能启动，现在没有建议。这里选的，等它启动以后用上。',
    en: 'The model did not start, so there are no suggestions. What you choose here works once it does.',
  },
  'voice.at-hand-off': { zh: '建议关着：按 {keys} 要一条，就看得出不同。', en: 'Suggestions are off: {keys} asks for one, which shows the difference.' },
  'voice.at-hand-looking': { zh: '正在看有哪些笔风……', en: 'Looking which voices there are…' },
  'voice.at-hand-nothing': {
    zh: '“{base}”还没有笔风。到“我的笔风”用旧作教它，建议就会像你那样写。',
    en: '“{base}” has no voice yet. Teach it with your works in “My voice”, and suggestions will write like you.',
  },
  'voice.at-hand-elsewhere': {
    zh: '“{base}”还没有笔风。学成的 {count} 个都是教给别的模型的，换成那个模型才用得上。',
    en: {
      one: '“{base}” has no voice. The {count} that was learnt belongs to another model, and works in that alone.',
      other: '“{base}” has no voice. The {count} that were learnt belong to other models, and work in those alone.',
    },
  },
  'voice.at-hand-learning': {
    zh: '“{name}”还在学，学好了就能在这里选。你照常写。',
    en: '“{name}” is being learnt, and can be chosen here once it is. Go on writing.',
  },
  'voice.at-hand-learning-model': {
    zh: '“{name}”还在学，学成的是一个新模型，到时候在“模型”里选。你照常写。',
    en: '“{name}” is being learnt. It becomes a model of its own, to be chosen among the models. Go on writing.',
  },
  'voice.at-hand-waiting': { zh: '“{name}”学到一半停着，到“我的笔风”里可以接着学。', en: '“{name}” stopped halfway. It can go on in “My voice”.' },
  'voice.at-hand-proving': { zh: '“{name}”正在检验，不用等，现在就能选。', en: '“{name}” is being proved. No need to wait: it can be chosen now.' },
  'voice.at-hand-all': { zh: '我的笔风', en: 'My voice' },
  'voice.sign-running': { zh: '学习 {share}', en: 'Learning {share}' },
  'voice.sign-reading': { zh: '先读旧作 {share}', en: 'Reading your works first: {share}' },
  'voice.sign-left': { zh: '学习 {share} · 还要 {time}', en: 'Learning {share} · {time} left' },
  'voice.sign-lost': { zh: '连不上，学到哪里还不知道', en: 'Connection lost: progress unknown' },
  'voice.sign-paused': { zh: '学习已暂停', en: 'Learning is paused' },
  'voice.sign-failed': { zh: '学习停住了', en: 'Learning stopped' },
  'voice.sign-done': { zh: '笔风学完了', en: 'Your voice is learnt' },
  'voice.sign-hint': { zh: '去“我的笔风”看看', en: 'Go to “My voice”' },
  'voice.note-running': { zh: '学习中', en: 'learning' },
  'voice.sign-proving': { zh: '检验 {share}', en: 'Proof {share}' },
  'voice.sign-proving-left': { zh: '检验 {share} · 还要约 {time}', en: 'Proof {share} · about {time} left' },
  'voice.sign-unproved': { zh: '没有检验成', en: 'The proof failed' },
  'voice.note-proving': { zh: '检验中', en: 'proving' },
  'voice.note-lost': { zh: '重新连接中', en: 'reconnecting' },
  'voice.note-waiting': { zh: '已暂停', en: 'paused' },
} as const satisfies Record<string, Entry>
