// What the laws read in a source file, through the compiler's own parser.
import ts from 'typescript'
import { readHouse } from './tree.ts'

export type ExportedFunction = { name: string; documented: boolean; parameters: string[]; firstCalls: string[] }

/** The functions that a file exports, with their first statement's calls, in order of the text. */
export function exportedFunctions(file: string, text = readHouse(file)): ExportedFunction[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  return source.statements.flatMap((statement) => {
    if (!ts.isFunctionDeclaration(statement) || !statement.name || !isExported(statement)) return []
    const first = statement.body?.statements[0]
    return {
      name: statement.name.text,
      documented: ts.getJSDocCommentsAndTags(statement).length > 0,
      parameters: statement.parameters.map((parameter) => parameter.getText(source)),
      firstCalls: first ? callsIn(first) : [],
    }
  })
}

function isExported(node: ts.FunctionDeclaration): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function callsIn(node: ts.Node): string[] {
  const own = ts.isCallExpression(node) && ts.isIdentifier(node.expression) ? [node.expression.text] : []
  const inner: string[] = []
  node.forEachChild((child) => void inner.push(...callsIn(child)))
  return [...own, ...inner]
}
