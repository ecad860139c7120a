// Writes loops over arrays by index: most runs of the program end before the engine optimises anything, and until then
// the iterator of an array takes several times as long, and memory in each turn. The sources stay as they are.
import { dirname, join } from 'node:path'
import ts from 'typescript6'

/** A plugin of the bundler; `entries` are the files from which the types of all others are found. */
export function indexLoops(root, entries) {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const program = ts.createProgram(entries, options)
  const checker = program.getTypeChecker()
  return {
    name: 'index-loops',
    setup({ onLoad }) {
      // What a story brings need not be what its type says, so the DSL, which looks at it, keeps its loops.
      onLoad({ filter: /[\\/](?:src|emitters)[\\/].*\.ts$/ }, ({ path }) => {
        const file = program.getSourceFile(path)
        if (file === undefined) return undefined
        return { contents: withIndices(file, checker), loader: 'ts', resolveDir: dirname(path) }
      })
    },
  }
}

/** The text of a source file in which loops over arrays, and the parting of arrays into variables, count indices. */
export function withIndices(file, checker) {
  const edits = []
  const visit = (node) => {
    if (isLoop(node) && isArray(checker.getTypeAtLocation(node.expression), checker))
      edits.push(...loop(node, edits.length, checker))
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined)
      edits.push(...parting(node, edits.length, checker))
    ts.forEachChild(node, visit)
  }
  visit(file)
  let text = ''
  let at = 0
  for (const { start, end, text: fresh } of edits.sort((one, other) => one.start - other.start)) {
    text += file.text.slice(at, start) + fresh
    at = end
  }
  return text + file.text.slice(at)
}

function isLoop(node) {
  return ts.isForOfStatement(node) && node.awaitModifier === undefined && ts.isVariableDeclarationList(node.initializer)
}

function isArray(type, checker) {
  if (type.isUnion()) return type.types.every((one) => isArray(one, checker))
  return checker.isArrayType(type) || checker.isTupleType(type)
}

// As with the iterator, what is added to the array in the loop counts too.
function loop({ initializer, expression, statement }, id, checker) {
  const { name } = initializer.declarations[0]
  const word = initializer.flags & ts.NodeFlags.Const ? 'const' : 'let'
  const item = `$list${id}[$at${id}]`
  const parts = partsOf(name, `$item${id}`, checker.getTypeAtLocation(name), checker)
  const head = parts === undefined ? `${name.getText()} = ${item}` : [`$item${id} = ${item}`, ...parts].join(', ')
  const count = `, $at${id} = 0; $at${id} < $list${id}.length; $at${id}++`
  const begin = { start: initializer.getStart(), end: expression.getStart(), text: `let $list${id} = ` }
  if (ts.isBlock(statement))
    return [begin, insert(expression.end, count), insert(statement.getStart() + 1, ` ${word} ${head};`)]
  const body = [insert(statement.getStart(), `{ ${word} ${head}; `), insert(statement.end, ' }')]
  return [begin, insert(expression.end, count), ...body]
}

function parting({ name, initializer }, id, checker) {
  const parts = partsOf(name, `$whole${id}`, checker.getTypeAtLocation(initializer), checker)
  if (parts === undefined) return []
  return [
    { start: name.getStart(), end: name.end, text: `$whole${id}` },
    insert(initializer.end, parts.map((part) => `, ${part}`).join('')),
  ]
}

// `[a, b = c]` as `a = whole[0], b = whole[1] === undefined ? c : whole[1]`; undefined where it is not as simple as that.
function partsOf(name, whole, type, checker) {
  if (!ts.isArrayBindingPattern(name) || !isArray(type, checker)) return undefined
  const given = name.elements.filter((element) => !ts.isOmittedExpression(element))
  if (!given.every((element) => ts.isIdentifier(element.name) && element.dotDotDotToken === undefined)) return undefined
  return given.map((element) => {
    const value = `${whole}[${name.elements.indexOf(element)}]`
    const usual = element.initializer?.getText()
    return `${element.name.text} = ${usual === undefined ? value : `${value} === undefined ? ${usual} : ${value}`}`
  })
}

function insert(at, text) {
  return { start: at, end: at, text }
}
