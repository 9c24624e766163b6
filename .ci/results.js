/**
 * The end of `.ci/run`: how many tests have passed and failed in all runs, then each that has failed with the first lines of
 * why, because often only the last lines of a long output are kept. The exit code is 1 if anything has failed, or nothing has
 * passed.
 *
 * `node .ci/results.js ‹folder› installed=0 22=1` reads `installed.json` and `22.json` there, reports of vitest's reporter
 * `json`. The numbers are the exit codes of vitest.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LINES = 8;

const [folder, ...ended] = process.argv.slice(2);
const runs = ended.map((each) => {
  const [name, exitCode] = each.split('=');
  const { passed, failures } = readReport(join(folder, `${name}.json`));
  // For example a promise was rejected that no test waited for. The report does not have it.
  if (exitCode !== '0' && !failures.length) {
    failures.push(`ended with ${exitCode}, though no test has failed; its output says why`);
  }
  return { name, passed, failures };
});
const passed = runs.reduce((sum, run) => sum + run.passed, 0);
const failed = runs.reduce((sum, run) => sum + run.failures.length, 0);
const lines = runs.flatMap(({ name, failures }) => failures.map((failure) => `FAILED (${name}) ${failure}`));
process.stdout.write([`${passed} passed, ${failed} failed`, ...lines, ''].join('\n'));
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

function readReport(path) {
  if (!existsSync(path)) return { passed: 0, failures: ['left no report'] };
  const { numPassedTests, testResults } = JSON.parse(readFileSync(path, 'utf8'));
  return { passed: numPassedTests, failures: testResults.flatMap(failuresIn) };
}

/** What has failed in a file. If it could not be loaded, or a hook failed, the report may have no failed tests for it. */
function failuresIn({ name, status, message, assertionResults }) {
  const file = relative('.', name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && !tests.length) return [`${file}, outside its tests${firstLines([message])}`];
  return tests.map(
    ({ ancestorTitles, title, failureMessages }) =>
      `${[file, ...ancestorTitles, title].join(' > ')}${firstLines(failureMessages)}`,
  );
}

/** The first lines of each message, indented below what they explain. */
function firstLines(messages) {
  const lines = messages.flatMap((message) => stripVTControlCharacters(message).split('\n').slice(0, LINES));
  return lines
    .filter((line) => line.trim())
    .map((line) => `\n    ${line}`)
    .join('');
}
