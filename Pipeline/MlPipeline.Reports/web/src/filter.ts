// The table's filter: words that occur in a row, and comparisons such as learningRate<0.01 or state=pruned.

export interface FilterRow { text: string; values: Record<string, number | string | null> }

type Test = (row: FilterRow) => boolean;

const comparison = /^(.+?)(<=|>=|!=|<|>|=|:)(.*)$/;

/** A test of rows; every word of the query must hold. */
export function filterOf(query: string, columns: readonly string[]): Test {
  const tests = query.trim().split(/\s+/).filter(word => word !== '').map(word => testOf(word, columns));
  return row => tests.every(test => test(row));
}

function testOf(word: string, columns: readonly string[]): Test {
  const parts = comparison.exec(word);
  const column = parts ? columns.find(name => plain(name) === plain(parts[1]!)) : undefined;
  if (!parts || column === undefined) return row => row.text.includes(word.toLowerCase());
  const [operator, operand] = [parts[2]!, parts[3]!];
  return row => holds(row.values[column] ?? null, operator, operand);
}

/** Names are compared without case, blanks and hyphens: "validation accuracy" is typed validationaccuracy. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}

function holds(value: number | string | null, operator: string, operand: string): boolean {
  const number = Number(operand);
  if (typeof value === 'number' && operand !== '' && !Number.isNaN(number)) {
    switch (operator) {
      case '<': return value < number;
      case '>': return value > number;
      case '<=': return value <= number;
      case '>=': return value >= number;
      case '!=': return value !== number;
      default: return value === number;
    }
  }
  const equal = value !== null && String(value).toLowerCase() === operand.toLowerCase();
  return operator === '!=' ? !equal : (operator === '=' || operator === ':') && equal;
}
