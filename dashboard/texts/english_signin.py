"""English: what signing in and out says."""

LOGIN_TITLE = "Sign in"
LOGIN_NAME = "Login"
LOGIN_PASSWORD = "Password"
LOGIN_SUBMIT = "Sign in"
LOGIN_ADVICE = (
    "You are signed out after 15 minutes without a click. If you forgot your password, ask the "
    "owner of the practice."
)
LOGIN_WRONG = "Login and password do not belong together. Please type both again."
LOGIN_CHOOSE = (
    "Your password was set anew. Choose your own now: at least 12 letters, other than the one you "
    "were given, and twice the same."
)
LOGIN_ONE_TIME = "Password you were given"
LOGIN_CHOSEN = "Your own password"
LOGIN_CHOSEN_AGAIN = "Your own password again"
LOGIN_TOO_OFTEN = "Too many wrong passwords. Please wait a quarter of an hour, then try again."
LOGIN_FORM_OLD = "This form was open for too long. Please try again."

LOCAL_OWNER_NOTE = "No sign-in: whoever uses this computer is the owner."
SIGN_OUT = "Sign out"
SIGN_IN_ELSEWHERE = "Sign in"
SIGN_IN_ELSEWHERE_ADVICE = "You sign in with the account that your practice gave you."
NOT_ONE_OF_US = "This account does not belong to the practice"
NOT_ONE_OF_US_ADVICE = "Sign in with another account, or ask the owner to add {login}."
NO_PAGES = "There is no page for your role yet"
NO_PAGES_ADVICE = "Ask the owner of the practice which role your login should have."
