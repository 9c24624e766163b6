/** Why an action is not undone. */
import {
  ActionNotFoundError,
  NotUndoableError,
  RestrictionNotFoundError,
  SupersededError,
} from './moderation-error.js';
import type { ModerationErrorCode } from './moderation-error-code.enum.js';

export function actionNotFound(): ActionNotFoundError {
  return new ActionNotFoundError(fields('ACTION_NOT_FOUND', 'The journal has no action with this id.'));
}

export function restrictionNotFound(): RestrictionNotFoundError {
  return new RestrictionNotFoundError(
    fields('RESTRICTION_NOT_FOUND', 'There is no restriction with this id.'),
  );
}

/** `why` is a sentence. */
export function notUndoable(why: string): NotUndoableError {
  return new NotUndoableError(fields('NOT_UNDOABLE', why));
}

export function notFinished(): NotUndoableError {
  const message = 'The action, or an undo of it, has not finished.';
  return new NotUndoableError({ ...fields('NOT_FINISHED', message), retryable: true });
}

export function alreadyUndone(): NotUndoableError {
  return new NotUndoableError(fields('ALREADY_UNDONE', 'The action was undone before.'));
}

export function effectUnknown(): NotUndoableError {
  const message = 'Nobody knows whether the action was applied, so it cannot be undone.';
  return new NotUndoableError(fields('EFFECT_UNKNOWN', message));
}

/** The vendor does not tell the ext of whom it removes. */
export function entryUnknown(): NotUndoableError {
  const message =
    'The journal does not certainly know the ext that the user had on the list, so the user was not put back. ' +
    'Add them again, with the ext that they should have.';
  return new NotUndoableError(fields('ENTRY_UNKNOWN', message));
}

/** The journal holds more on these users than an undo reads. */
export function tooMuchSince(): NotUndoableError {
  return notUndoable(
    'Too much has been done on these users, so the gateway cannot tell what an undo would be.',
  );
}

export function superseded(newerActionId: string): SupersededError {
  const message = 'A newer action stands on the same user in the same place, so this one was not undone.';
  return new SupersededError(fields('SUPERSEDED', message), newerActionId);
}

export function supersededBefore(newerActionId: string): SupersededError {
  const message =
    'A newer action on the same user was sent instead of this one, so nothing was sent for this one.';
  return new SupersededError(fields('SUPERSEDED', message), newerActionId);
}

/** What was to be set again is over: this action has ended or replaced it, or its time has come. */
export function overBefore(newerActionId: string): SupersededError {
  const message = 'What was to be set again does not hold any more, so nothing was sent.';
  return new SupersededError(fields('SUPERSEDED', message), newerActionId);
}

function fields(code: ModerationErrorCode, message: string) {
  return { code, message, outcome: 'NOT_APPLIED', retryable: false } as const;
}
