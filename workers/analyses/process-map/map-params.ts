/** The room's parameters with their types. */
import type { ParamValues } from '#contract/rooms/room.ts';

export interface MapParams {
  readonly minTokensPerProcess: number;
  readonly minTokenCount: number;
  readonly neighbors: number;
  readonly epochs: number;
  readonly densmap: boolean;
  readonly densLambda: number;
  readonly engine: 'fast' | 'umap-js';
  readonly seed: number;
}

/** @param params complete and checked, as rooms get them */
export function mapParams(params: ParamValues): MapParams {
  return {
    minTokensPerProcess: Number(params['minTokensPerProcess']),
    minTokenCount: Number(params['minTokenCount']),
    neighbors: Number(params['neighbors']),
    epochs: Number(params['epochs']),
    densmap: params['densmap'] === true,
    densLambda: Number(params['densLambda']),
    engine: params['engine'] === 'umap-js' ? 'umap-js' : 'fast',
    seed: Number(params['seed']),
  };
}
