// Rules of ours for oxlint, which loads them as it would load a plugin of ESLint. See CONTRIBUTING.md for the others.

const columns = 120; // prettier's printWidth, which says nothing of comments

/** Reports comments that reach beyond the last column. */
const commentColumns = {
  create: (context) => ({
    Program() {
      const {lines} = context.sourceCode;
      for (const line of commentedLines(context.sourceCode)) {
        const {length} = lines[line - 1];
        if (length <= columns) continue;
        const loc = {start: {line, column: columns}, end: {line, column: length}};
        context.report({loc, message: `a comment ends in column ${length}; wrap it at ${columns}`});
      }
    }
  })
};

/** Returns the numbers of all lines that a comment touches, from 1. */
function commentedLines(sourceCode) {
  const lines = new Set();
  for (const {loc} of sourceCode.getAllComments())
    for (let line = loc.start.line; line <= loc.end.line; line++) lines.add(line);
  return lines;
}

/** Reports a boolean beside other parameters: who reads the call does not see what `true` means. */
const noPositionalBoolean = {
  create(context) {
    const check = ({params}) => {
      if (params.length < 2) return;
      for (const node of params.filter(isBoolean))
        context.report({node, message: "a positional boolean; make it an option with a name, at the end"});
    };
    return {
      FunctionDeclaration: check,
      FunctionExpression: check,
      ArrowFunctionExpression: check,
      TSMethodSignature: check,
      TSFunctionType: check
    };
  }
};

function isBoolean(parameter) {
  if (parameter.type === "AssignmentPattern")
    return typeof parameter.right.value === "boolean" || isBoolean(parameter.left);
  return parameter.typeAnnotation?.typeAnnotation.type === "TSBooleanKeyword";
}

export default {
  meta: {name: "knockbook"},
  rules: {"comment-columns": commentColumns, "no-positional-boolean": noPositionalBoolean}
};
