/**
 * Passkeys on the sign-in and account pages.
 *
 * An element with `data-passkey="sign-in"` or `"register"` is shown where the browser can do it. Its
 * attributes name the two addresses, the CSRF token and the words for a failure (`data-failed`, and
 * `data-known` where the device has a passkey already); inside it stand
 * `[data-passkey-button]`, `[data-passkey-error]` and, for registering, `[data-passkey-name]`.
 */

export {};

type Ceremony = (options: JsonObject) => Promise<JsonObject | null>;
type JsonObject = Record<string, unknown>;

interface DescriptorJson {
  id: string;
  type: PublicKeyCredentialType;
}

class Refusal extends Error {}

function toBytes(text: string): ArrayBuffer {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/") + "===".slice((text.length + 3) % 4);
  const binary = atob(padded);
  const bytes = new Uint8Array(new ArrayBuffer(binary.length));
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return bytes.buffer;
}

function toText(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function readDescriptors(list: unknown): PublicKeyCredentialDescriptor[] {
  return ((list ?? []) as DescriptorJson[]).map(({ id, type }) => ({ id: toBytes(id), type }));
}

const register: Ceremony = async (options) => {
  const user = options.user as PublicKeyCredentialUserEntityJSON;
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge as string),
    user: { ...user, id: toBytes(user.id) },
    excludeCredentials: readDescriptors(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (!made) return null;
  const answer = made.response as AuthenticatorAttestationResponse;
  return describe(made, { attestationObject: toText(answer.attestationObject) });
};

const signIn: Ceremony = async (options) => {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge as string),
    allowCredentials: readDescriptors(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions;
  const proof = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (!proof) return null;
  const answer = proof.response as AuthenticatorAssertionResponse;
  return describe(proof, {
    authenticatorData: toText(answer.authenticatorData),
    signature: toText(answer.signature),
    userHandle: answer.userHandle ? toText(answer.userHandle) : null,
  });
};

function describe(credential: PublicKeyCredential, response: JsonObject): JsonObject {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  };
}

async function post(url: string, token: string, body: JsonObject): Promise<JsonObject> {
  const answer = await fetch(url, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(body),
  });
  const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  const content = isJson ? ((await answer.json()) as JsonObject) : {};
  if (!answer.ok) throw new Refusal(String(content.detail ?? ""));
  return content;
}

async function run(box: HTMLElement, ceremony: Ceremony): Promise<void> {
  const { optionsUrl = "", answerUrl = "", csrfToken = "", next = "" } = box.dataset;
  const credential = await ceremony(await post(optionsUrl, csrfToken, {}));
  if (!credential) throw new Refusal("");
  const name = box.querySelector<HTMLInputElement>("[data-passkey-name]")?.value ?? "";
  const answer = await post(answerUrl, csrfToken, { credential, name, next });
  window.location.assign(String(answer.redirect));
}

/** Closing the device's own window is a choice and no failure, so it is passed over in silence. */
function wasCancelled(error: unknown): boolean {
  return error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name);
}

/** What the person reads: the server's own words, or those that the page keeps for the case. */
function explain(box: HTMLElement, error: unknown): string {
  if (error instanceof Refusal && error.message) return error.message;
  const known = error instanceof DOMException && error.name === "InvalidStateError";
  return (known ? box.dataset.known : undefined) ?? box.dataset.failed ?? "";
}

function show(box: HTMLElement, text: string): void {
  const place = box.querySelector<HTMLElement>("[data-passkey-error]");
  if (!place) return;
  place.textContent = text;
  place.hidden = text === "";
}

function connect(box: HTMLElement): void {
  const button = box.querySelector<HTMLButtonElement>("[data-passkey-button]");
  if (!button) return;
  const ceremony = box.dataset.passkey === "register" ? register : signIn;
  button.addEventListener("click", () => {
    button.disabled = true;
    show(box, "");
    run(box, ceremony)
      .catch((error: unknown) => {
        if (!wasCancelled(error)) show(box, explain(box, error));
      })
      .finally(() => {
        button.disabled = false;
      });
  });
  box.hidden = false;
}

if (window.isSecureContext && "PublicKeyCredential" in window) {
  document.querySelectorAll<HTMLElement>("[data-passkey]").forEach(connect);
}
