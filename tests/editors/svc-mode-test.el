;;; svc-mode-test.el --- Driven by tests/editors/emacs.py -*- lexical-binding: t; -*-
;; emacs -Q --batch -L editors/emacs -l svc-mode-test.el -f svc-test-colours JOBS   where JOBS has a line `FILE TAB TOKENS-FILE` each
;; emacs -Q --batch -L editors/emacs -l svc-mode-test.el -f svc-test-indent FILES…  takes the indentation away, gives it back and writes the file
(require 'svc-mode)

(defconst svc-test-faces
  '(("keyword" font-lock-keyword-face)
    ("name" nil font-lock-variable-name-face font-lock-type-face font-lock-builtin-face svc-interpolation symbol)
    ("constant" font-lock-constant-face) ("number" font-lock-constant-face) ("address" font-lock-constant-face)
    ("string" font-lock-string-face) ("interpolation" svc-interpolation)
    ("comment" font-lock-comment-face font-lock-comment-delimiter-face) ("doc" font-lock-doc-face)
    ("mark" nil svc-interpolation)))

(defun svc-test-place (line column)
  (goto-char (point-min))
  (forward-line (1- line))
  (+ (point) (1- column)))

(defun svc-test-face (place)
  (let ((face (get-text-property place 'face)))
    (if (listp face) (car face) face)))

(defun svc-test-row (file kind place)
  "Whether the face at PLACE is one that a token of KIND may have. Inside an interpolation everything has one face."
  (let ((face (svc-test-face place)))
    (cond ((memq face (cdr (assoc kind svc-test-faces))) t)
          ;; A word of a set of symbols has the face of constants.
          ((and (equal kind "name") (eq face 'font-lock-constant-face)
                (progn (goto-char place) (skip-chars-backward "A-Za-z0-9_") (member (thing-at-point 'symbol t) svc-words-symbols))) t)
          ((eq face 'svc-interpolation) t)
          (t (princ (format "%s:%d:%d: %s to the compiler, %s to Emacs: %s\n" (file-name-nondirectory file) (line-number-at-pos place) (progn (goto-char place) (current-column))
                            kind face (buffer-substring (line-beginning-position) (line-end-position))))
             nil))))

(defun svc-test-colours ()
  (let ((compared 0))
    (dolist (job (with-temp-buffer (insert-file-contents (pop command-line-args-left)) (split-string (buffer-string) "\n" t)))
      (let* ((parts (split-string job "\t"))
             (rows (with-temp-buffer (insert-file-contents (cadr parts)) (split-string (buffer-string) "\n" t))))
        (with-temp-buffer
          (let ((coding-system-for-read 'utf-8-unix)) (insert-file-contents (car parts)))
          (svc-mode)
          (font-lock-ensure)
          (dolist (row rows)
            (when (string-match "\\(\\w+\\) \\([0-9]+\\):\\([0-9]+\\)-\\([0-9]+\\):\\([0-9]+\\)" row)
              (let ((kind (match-string 1 row))
                    (begin (svc-test-place (string-to-number (match-string 2 row)) (string-to-number (match-string 3 row))))
                    (end (svc-test-place (string-to-number (match-string 4 row)) (string-to-number (match-string 5 row)))))
                (when (< begin end)
                  (setq compared (1+ compared))
                  (and (svc-test-row (car parts) kind begin) (not (equal kind "name")) (svc-test-row (car parts) kind (1- end))))))))))
    (princ (format "compared %d\n" compared))))

(defun svc-test-indent ()
  (dolist (file command-line-args-left)
    (with-temp-file file
      (insert-file-contents file)
      (svc-mode)
      (let ((inhibit-message t)) (indent-region (point-min) (point-max)))))
  (setq command-line-args-left nil))

(defun svc-test-eglot ()
  "What command Eglot would start, where there is Eglot."
  (princ (if (not (require 'eglot nil t)) "no eglot"
           (with-temp-buffer
             (svc-mode)
             (format "%S" (funcall (cdr (assoc 'svc-mode eglot-server-programs)) nil))))))
