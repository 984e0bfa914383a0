/** What the file system says, in words for the analyst. */
import { WorkbenchError } from '#contract/errors.ts';

/** The error for a file that cannot be opened, listed or read. */
export function unreadable(path: string, cause: unknown, place = path): WorkbenchError {
  const { code = '', message = '' } = cause as Partial<NodeJS.ErrnoException>;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new WorkbenchError(
      {
        code: 'no-such-file',
        message: `There is no file or folder ${path}.`,
        hint: 'Check the spelling, and that the drive is connected.',
        place,
      },
      { cause },
    );
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new WorkbenchError(
      {
        code: 'no-permission',
        message: `${path} may not be read by this user.`,
        hint: 'Copy it to a place that you may read, or start Loupe as a user who may.',
        place,
      },
      { cause },
    );
  }
  return new WorkbenchError(
    {
      code: 'unreadable',
      message: `${path} could not be read: ${message}`,
      hint: 'The drive may be failing or gone. Try a copy.',
      place,
    },
    { cause },
  );
}

/** The error for a file that ends before the size that it had when it was opened. */
export function shrunk(path: string, atByte: number): WorkbenchError {
  return new WorkbenchError({
    code: 'unreadable',
    message: `${path} became shorter while it was read: it ends at byte ${atByte}.`,
    hint: 'What came before is in the case. Somebody writes it, or the drive was taken away: import it again from a copy.',
    place: `${path}, byte ${atByte}`,
  });
}

/** The error for a link inside an archive: nothing outside of the archive is ever read. */
export function linkNotFollowed(name: string, place: string): WorkbenchError {
  return new WorkbenchError({
    code: 'unreadable',
    message: `${name} is a link, which is not followed.`,
    hint: 'What it points to is read where it lies in the archive, if it is there.',
    place,
  });
}
