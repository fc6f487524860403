/* Forms of choices are sent as soon as a choice is made; what is empty is left out of the address. */
for (const form of document.querySelectorAll("form[data-choices]")) {
  const send = () => {
    const asked = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value) asked.append(name, value);
    location.href = asked.size ? `${form.getAttribute("action")}?${asked}` : form.getAttribute("action");
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); send(); });
  for (const field of form.querySelectorAll("select, input[type=checkbox]")) field.addEventListener("change", send);
}
