"""The design system, shown whole: every token and component in every state that it has."""
