/**
 * One process, several names: Sysmon calls it by a GUID, the Security log by its id and image, some
 * events by its id alone. Names are joined where only one process can be meant, and never guessed:
 * ids are used again, and two candidates are one too many.
 */

/** A process as the events call it. */
export interface NamedProcess {
  readonly key: string;
  /** True when the key alone names it for good. */
  readonly lasting: boolean;
  /** Host and process id, '' when unknown. */
  readonly place: string;
  /** File name of its image in lower case, '' when unknown. */
  readonly program: string;
}

/** Stands for more than one. */
const SEVERAL = -2;

/**
 * For each process the number of the one that it is; its own when it stands for itself.
 *
 * An id with an image is the lasting process with that id and image; an id without an image is
 * whatever has that id.
 */
export function sameProcesses(processes: readonly NamedProcess[]): Int32Array {
  const of = Int32Array.from(processes.keys());
  const byImage = new Map<string, number>();
  processes.forEach(({ lasting, place, program }, process) => {
    if (lasting && place !== '' && program !== '') note(byImage, `${place}\n${program}`, process);
  });
  processes.forEach(({ lasting, place, program }, process) => {
    if (lasting || program === '') return;
    const same = byImage.get(`${place}\n${program}`) ?? SEVERAL;
    if (same >= 0) of[process] = same;
  });
  const byPlace = new Map<string, number>();
  processes.forEach(({ place, program }, process) => {
    if (place !== '' && program !== '') note(byPlace, place, of[process]!);
  });
  processes.forEach(({ lasting, place, program }, process) => {
    if (lasting || program !== '') return;
    const same = byPlace.get(place) ?? SEVERAL;
    if (same >= 0) of[process] = same;
  });
  return of;
}

function note(known: Map<string, number>, name: string, process: number): void {
  const before = known.get(name);
  known.set(name, before === undefined || before === process ? process : SEVERAL);
}
