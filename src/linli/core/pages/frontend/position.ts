/** Where the phone is: asked once when somebody wants it, never followed. */

const PATIENCE = { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 };
const DIGITS = 6;

/** Whether this browser can be asked. */
export function canAsk(): boolean {
  return "geolocation" in navigator && window.isSecureContext;
}

/** Asks once; `denied` where the person or the phone does not say. */
export function askWhere(
  then: (here: GeolocationCoordinates) => void,
  denied: () => void,
): void {
  navigator.geolocation.getCurrentPosition(({ coords }) => then(coords), denied, PATIENCE);
}

/** As the forms write it: latitude, longitude. */
export function spell(latitude: number, longitude: number): string {
  return `${latitude.toFixed(DIGITS)}, ${longitude.toFixed(DIGITS)}`;
}
