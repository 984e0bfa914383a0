/** Wheel, pinch and keys on a plane. */
import { useEffect, useEffectEvent, type KeyboardEvent } from 'react';
import type { PlaneView } from './use-plane.ts';

const WHEEL_STEP = 0.0016;
/** A pinch on a touch pad arrives as a wheel with Ctrl and small steps. */
const PINCH_STEP = 0.01;
const KEY_ZOOM = 1.25;
const KEY_PAN_PX = 64;

/** The wheel zooms around the pointer, a pinch likewise; sideways it moves. */
export function usePlaneWheel(element: HTMLElement | null, view: PlaneView): void {
  const turn = useEffectEvent((event: WheelEvent, box: DOMRect) => {
    const at = { xPx: event.clientX - box.left, yPx: event.clientY - box.top };
    const sideways = !event.ctrlKey && Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways) view.panBy(-event.deltaX, 0);
    else view.zoomBy(Math.exp(-event.deltaY * (event.ctrlKey ? PINCH_STEP : WHEEL_STEP)), at);
  });
  useEffect(() => {
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      if (element !== null) turn(event, element.getBoundingClientRect());
    };
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, [element]);
}

/** Arrows move, + and − zoom. True when the key was used. */
export function planeKey(event: KeyboardEvent, view: PlaneView): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const step = event.shiftKey ? KEY_PAN_PX * 4 : KEY_PAN_PX;
  switch (event.key) {
    case 'ArrowLeft':
      view.panBy(step, 0);
      return true;
    case 'ArrowRight':
      view.panBy(-step, 0);
      return true;
    case 'ArrowUp':
      view.panBy(0, step);
      return true;
    case 'ArrowDown':
      view.panBy(0, -step);
      return true;
    case '+':
    case '=':
      view.zoomBy(KEY_ZOOM);
      return true;
    case '-':
      view.zoomBy(1 / KEY_ZOOM);
      return true;
    default:
      return false;
  }
}
