;;; eglot-test.el --- Eglot speaks with svcc lsp: driven by tests/editors/emacs.py -*- lexical-binding: t; -*-
;; emacs -Q --batch -L … -l eglot-test.el -f svc-eglot-test SVCC WORKSPACE   prints `ok NAME` or `FAILED NAME: why`
(require 'cl-lib)
(require 'eglot)
(require 'svc-mode)

(defun svc-eglot-wait (what condition)
  "Wait until CONDITION gives something, and give it; WHAT is for the message."
  (let ((until (+ (float-time) 15)) result)
    (while (and (not (setq result (funcall condition))) (< (float-time) until))
      (accept-process-output nil 0.05))
    (or result (error "Waited in vain for %s" what))))

(defmacro svc-eglot-step (name &rest body)
  (declare (indent 1))
  `(condition-case problem
       (progn ,@body (princ (format "\nok %s\n" ,name)))
     (error (princ (format "\nFAILED %s: %s\n" ,name (error-message-string problem))))))

(defun svc-eglot-errors ()
  (cl-remove-if-not (lambda (d) (eq (flymake--severity (flymake-diagnostic-type d)) (flymake--severity :error))) (flymake-diagnostics)))

(defun svc-eglot-replace (old new)
  (goto-char (point-min))
  (search-forward old)
  (replace-match new t t)
  (eglot--signal-textDocument/didChange))

(defun svc-eglot-test ()
  (let* ((svc-command (pop command-line-args-left))
         (workspace (file-name-as-directory (pop command-line-args-left)))
         (eglot-sync-connect t) (eglot-connect-timeout 20) (eglot-autoshutdown nil) (inhibit-message t)
         (buffer (find-file-noselect (concat workspace "main.svc"))))
    (with-current-buffer buffer
      (svc-eglot-step "Eglot connects"
        (cl-assert (eq major-mode 'svc-mode))
        (apply #'eglot (eglot--guess-contact))
        (svc-eglot-wait "the server" (lambda () (eglot-current-server))))
      (svc-eglot-step "Eglot shows a mistake as it is typed, and its end"
        (svc-eglot-replace "memory = 512MiB" "memory = 9GiB")
        (svc-eglot-wait "the diagnostic" (lambda () (flymake-start) (svc-eglot-errors)))
        (cl-assert (string-match-p "Fargate supports 0.25vcpu" (flymake-diagnostic-text (car (svc-eglot-errors)))))
        (svc-eglot-replace "memory = 9GiB" "memory = 512MiB")
        (svc-eglot-wait "its end" (lambda () (flymake-start) (null (svc-eglot-errors)))))
      (svc-eglot-step "Eglot completes"
        (goto-char (point-min))
        (search-forward "allow receive on o")
        (let* ((capf (eglot-completion-at-point))
               (words (all-completions "o" (nth 2 capf))))
          (cl-assert (cl-some (lambda (word) (string-prefix-p "orders" (string-trim word))) words) t "%S" words)))
      (svc-eglot-step "Eglot finds the definition in another file"
        (goto-char (point-min))
        (search-forward "allow receive on o")
        (let ((found (xref-backend-definitions 'eglot "orders")))
          (cl-assert (string-suffix-p "queues.svc" (xref-file-location-file (xref-item-location (car found)))))))
      (svc-eglot-step "Eglot renames across files"
        (goto-char (point-min))
        (search-forward "allow receive on o")
        (cl-letf (((symbol-function 'y-or-n-p) (lambda (&rest _) t))) (eglot-rename "purchases"))
        (goto-char (point-min))
        (search-forward "receive on purchases")
        (with-current-buffer (find-file-noselect (concat workspace "shared/queues.svc"))
          (goto-char (point-min))
          (search-forward "queue purchases")))
      (svc-eglot-step "Eglot formats"
        (svc-eglot-replace "    memory = 512MiB" "  memory=512MiB")
        (eglot-format-buffer)
        (goto-char (point-min))
        (search-forward "    memory = 512MiB"))
      (svc-eglot-step "Eglot ends the server" (eglot-shutdown (eglot-current-server))))
    (kill-emacs 0)))
