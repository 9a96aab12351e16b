/**
 * The import table: which folder may import which. The one place that says so; the checker and the
 * picture in the README come from it. A folder may always import itself.
 */
const folders = {
  'preload/document': [],
  'preload/markdown': ['preload/document'],
  'preload/html': ['preload/document'],
  'preload/contract': ['preload/document', 'preload/markdown'],
  'preload/wire': ['preload/contract', 'preload/document'],
  'preload/bridge': ['preload/wire'],
  'main/images': [],
  'main/threads': [],
  'main/archive': ['main/threads', 'main/reading', 'preload/contract', 'preload/markdown', 'preload/document'],
  'main/interchange': ['main/images', 'main/threads', 'preload/contract', 'preload/markdown', 'preload/document'],
  'main/reading': ['main/interchange', 'main/threads', 'preload/html', 'preload/markdown', 'preload/document'],
  'main/package': ['preload/document'],
  'main/bundle': ['main/archive', 'main/package', 'preload/contract', 'preload/document'],
  'main/store': ['main/package', 'preload/document', 'preload/contract'],
  'main/compute': ['preload/contract', 'preload/document', 'preload/wire'],
  'main/services': [
    'main/archive',
    'main/bundle',
    'main/reading',
    'main/package',
    'main/store',
    'main/interchange',
    'main/compute',
    'main/images',
    'preload/contract',
    'preload/document',
    'preload/wire',
  ],
  'main/app': ['main/archive', 'main/reading', 'main/services', 'main/store', 'main/compute', 'preload/contract', 'preload/document', 'preload/wire'],
  'main/cli': ['main/archive', 'main/compute', 'main/reading', 'main/services', 'main/interchange', 'main/store', 'engine/cli', 'preload/contract', 'preload/document'],
  'renderer/ui': ['preload/contract', 'preload/document'],
  'renderer/host': ['preload/contract', 'preload/document', 'preload/wire'],
  'renderer/editor': ['renderer/ui', 'preload/contract', 'preload/document', 'preload/html', 'preload/markdown'],
  'renderer/panels': ['renderer/ui', 'renderer/host', 'preload/contract', 'preload/document', 'preload/markdown'],
  'renderer/app': ['renderer/ui', 'renderer/host', 'renderer/editor', 'renderer/panels', 'preload/contract', 'preload/document', 'preload/wire'],
  'engine/tokenizer': [],
  'engine/graph': [],
  'engine/phrases': [],
  'engine/formats': [],
  'engine/model': ['engine/graph'],
  'engine/bases': ['engine/model', 'engine/formats'],
  'engine/adapters': ['engine/bases', 'engine/model', 'engine/formats'],
  'engine/training': ['engine/model', 'engine/graph', 'engine/tokenizer', 'engine/formats'],
  'engine/tuning': ['engine/training', 'engine/model', 'engine/graph', 'engine/tokenizer', 'engine/formats'],
  'engine/completion': ['engine/phrases', 'engine/tokenizer', 'engine/formats'],
  'engine/evaluation': ['engine/completion', 'engine/model', 'preload/document'],
  'engine/worker': [
    'engine/phrases',
    'engine/completion',
    'engine/tuning',
    'engine/adapters',
    'engine/bases',
    'engine/training',
    'engine/model',
    'engine/graph',
    'engine/tokenizer',
    'engine/formats',
    'preload/contract',
    'preload/document',
    'preload/wire',
  ],
  'engine/cli': [
    'engine/phrases',
    'engine/evaluation',
    'engine/completion',
    'engine/tuning',
    'engine/adapters',
    'engine/bases',
    'engine/training',
    'engine/model',
    'engine/graph',
    'engine/tokenizer',
    'engine/formats',
    'engine/adapters',
    'engine/bases',
  ],
}

/** Packages that only these folders may import. */
const packages = {
  electron: ['main/app', 'preload/bridge'],
  ws: ['main/app'],
  'better-sqlite3': ['main/store'],
  'node-llama-cpp': ['engine/completion'],
  'onnxruntime-node': ['engine/graph'],
  '@huggingface/tokenizers': ['engine/bases'],
  'xz-decompress': ['engine/cli', 'engine/training'],
  zod: ['preload/document'],
  '(?:mdast-util|micromark|unist)[\\w-]*': ['preload/markdown'],
  '(?:yaml|jschardet)': ['main/interchange'],
  '(?:mammoth|linkedom|pdfjs-dist|@mozilla/readability)': ['main/reading'],
  react: ['renderer/ui', 'renderer/editor', 'renderer/panels', 'renderer/app', 'renderer/host'],
  slate: ['renderer/editor'],
}

/** Folders that know no platform: no Node module may enter them. */
const pure = ['preload/document', 'preload/html', 'preload/markdown', 'preload/contract', 'preload/wire', 'engine/model']

const under = (names) => `^(${names.join('|')})/`

const forbidden = [
  { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
  { name: 'not-resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ...Object.entries(folders).map(([from, to]) => ({
    name: `only-its-neighbours: ${from}`,
    severity: 'error',
    from: { path: under([from]) },
    to: { path: '^(main|preload|renderer|engine)/', pathNot: under([from, ...to]) },
  })),
  ...Object.entries(packages).map(([name, allowed]) => ({
    name: `only-there: ${name}`,
    severity: 'error',
    from: { path: '^(main|preload|renderer|engine)/', pathNot: under(allowed) },
    to: { path: `node_modules/${name}/` },
  })),
  { name: 'panels-apart', severity: 'error', from: { path: '^renderer/panels/([^/]+)/' }, to: { path: '^renderer/panels/', pathNot: '^renderer/panels/$1/' } },
  { name: 'pure', severity: 'error', from: { path: under(pure) }, to: { dependencyTypes: ['core'] } },
  { name: 'page-has-no-node', severity: 'error', from: { path: '^renderer/' }, to: { dependencyTypes: ['core'] } },
]

module.exports = { folders, packages, pure, forbidden }
